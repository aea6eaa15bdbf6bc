// SPDX-License-Identifier: BSL-1.0
#include "greeter.hpp"

#include <yonder/yonder.hpp>

#include <iostream>

using namespace hello::v1;

int main(int count, char** arguments) {
    // [wiring]
    yonder::container app;
    app.bind<Greeter>().to_remote(count > 1 ? arguments[1] : "http://127.0.0.1:8080");
    std::shared_ptr<Greeter> greeter = app.get<Greeter>(); // this line is the same for a local object
    // [/wiring]

    try {
        std::cout << greeter->greet("Ada").text << '\n';
        for (Greeting const& greeting : greeter->greet_all({"Grace", "Barbara"}))
            std::cout << greeting.text << ' ' << greeting.letters << " letters\n";
        greeter->greet("");
    } catch (NobodyThere const& nobody) { // the service's own exception, by type and with its data
        std::cout << "nobody " << nobody.who << '\n';
    } catch (yonder::invoke_error const& failed) { // no answer came
        std::cerr << failed.what() << '\n';
        return 1;
    }
}
