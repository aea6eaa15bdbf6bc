// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <yonder/yonder.hpp>

#include <atomic>
#include <csignal>
#include <iostream>

using namespace file::v1;

static std::atomic<bool> is_interrupted = false;

extern "C" void on_interrupt(int) {
    is_interrupted = true;
    std::signal(SIGINT, SIG_DFL); // a second one ends the program, should no item come
}

int main(int count, char** arguments) {
    if (count < 3) {
        std::cerr << "usage: copy_client FROM TO [URL]\n";
        return 2;
    }
    std::signal(SIGINT, on_interrupt);
    yonder::container app;
    app.bind<Files>().to_remote(count > 3 ? arguments[3] : "http://127.0.0.1:8080");

    try {
        // [loop]
        for (Step const& step : app.get<Files>()->copy(arguments[1], arguments[2])) {
            if (auto const* const percent = std::get_if<Percent>(&step))
                std::cout << '\r' << percent->value << " %" << std::flush;
            else
                std::cout << '\r' << std::get<Done>(step).bytes << " bytes copied\n";
            if (is_interrupted)
                break; // drops the stream, which cancels the copy on the server
        }
        // [/loop]
    } catch (NoSuchFile const& missing) {
        std::cerr << "no file " << missing.name << '\n';
        return 1;
    } catch (yonder::error const& failed) {
        std::cerr << '\n' << failed.what() << '\n';
        return 1;
    }
    if (is_interrupted)
        std::cout << "\ncancelled\n";
    return is_interrupted;
}
