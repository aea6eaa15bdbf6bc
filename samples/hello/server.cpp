// SPDX-License-Identifier: BSL-1.0
#include "greeter.hpp"

#include <yonder/yonder.hpp>

#include <iostream>

using namespace hello::v1;

class Doorman : public Greeter {
public:
    Greeting greet(std::string const& name) override {
        if (name.empty())
            throw NobodyThere{"at the door"};
        return {"Hello, " + name + "!", static_cast<int>(name.size())};
    }
    std::vector<Greeting> greet_all(std::vector<std::string> const& names) override {
        std::vector<Greeting> greetings;
        for (std::string const& name : names)
            greetings.push_back(greet(name));
        return greetings;
    }
};

int main(int count, char** arguments) {
    // [wiring]
    yonder::container app;
    app.bind<Greeter>().to<Doorman>();

    yonder::host host{app};
    host.expose<Greeter>();
    host.listen(count > 1 ? arguments[1] : "http://127.0.0.1:8080");
    host.start();
    // [/wiring]
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait(); // until SIGINT or SIGTERM, then drains
}
