// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <yonder/yonder.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

using namespace file::v1;
namespace fs = std::filesystem;

// The file being written, under a name of its own. It goes again unless it is kept: when the copy fails, and when the
// reader of the stream is gone, as the coroutine is destroyed at its co_yield then.
struct half_copy {
    explicit half_copy(fs::path at) : where(std::move(at)), file(where, std::ios::binary) {}
    ~half_copy() {
        std::error_code ignored; // it was kept
        fs::remove(where, ignored);
    }
    void keep_as(fs::path const& name) {
        file.close();
        fs::rename(where, name);
    }
    fs::path where;
    std::ofstream file;
};

class Folder : public Files {
public:
    explicit Folder(fs::path where) : where_(std::move(where)) {}

    // [copy]
    yonder::stream<Step> copy(std::string from, std::string to) override {
        if (!is_plain(from) || !fs::is_regular_file(where_ / from))
            throw NoSuchFile{from};
        if (!is_plain(to))
            throw yonder::error(yonder::code::invalid_argument, "the copy needs the name of a file, without a path");
        std::ifstream source(where_ / from, std::ios::binary);
        half_copy target(where_ / (to + "." + to_string(yonder::new_uuid())));
        auto const size = static_cast<std::int64_t>(fs::file_size(where_ / from));
        std::vector<char> block(1024 * 1024);
        Done done;
        Percent percent{-1};
        while (source.read(block.data(), static_cast<std::streamsize>(block.size())), source.gcount() > 0) {
            target.file.write(block.data(), source.gcount());
            done.bytes += source.gcount();
            int const now = static_cast<int>(done.bytes * 100 / std::max(size, done.bytes)); // the file may grow
            if (std::exchange(percent.value, now) != now)
                co_yield percent; // waits here while the reader is behind
        }
        if (!source.eof() || !target.file.flush())
            throw yonder::error(yonder::code::data_loss, "the file could not be read or written to its end");
        target.keep_as(where_ / to);
        co_yield done;
    }
    // [/copy]

private:
    static bool is_plain(fs::path const& name) { return name.has_filename() && name == name.filename(); }

    fs::path where_;
};

int main(int count, char** arguments) {
    yonder::container app;
    app.bind<Files>().to(std::make_shared<Folder>(count > 1 ? arguments[1] : "."));

    yonder::host host{app};
    host.expose<Files>();
    host.listen(count > 2 ? arguments[2] : "http://127.0.0.1:8080");
    host.start();
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait();
}
