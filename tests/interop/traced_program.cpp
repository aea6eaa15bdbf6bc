// SPDX-License-Identifier: BSL-1.0
// One program of several whose calls are one activity, for tree.py. Its spans go to a collector.
//
// usage: traced_program "NAME COLLECTOR LISTEN [NEXT]"   serves, and calls on at NEXT if there is one
//        traced_program "NAME COLLECTOR call NEXT"       calls once
#include <yonder/telemetry/spans.hpp>
#include <yonder/yonder.hpp>

#include <iostream>
#include <sstream>
#include <string>

namespace relay::v1 {

class Station {
public:
    virtual ~Station() = default;
    virtual int pass(int hops) = 0;
    virtual void note(std::string const& text) = 0;
};
YONDER_INTERFACE(Station, (), (pass, hops), (note, text))

} // namespace relay::v1

namespace {

using relay::v1::Station;

class Post : public Station {
public:
    explicit Post(std::shared_ptr<Station> next = nullptr) : next_(std::move(next)) {}
    int pass(int hops) override {
        if (!next_)
            return hops;
        yonder::send(next_)->note("passed"); // a message, which nobody waits for
        return next_->pass(hops + 1);
    }
    void note(std::string const&) override {}

private:
    std::shared_ptr<Station> next_;
};

} // namespace

int main(int count, char** arguments) {
    std::string name;
    std::string collector;
    std::string listen;
    std::string next;
    if (count != 2 || !(std::istringstream(arguments[1]) >> name >> collector >> listen))
        return 2;
    std::istringstream words(arguments[1]);
    words >> name >> collector >> listen >> next;

    yonder::span_exporter spans({.url = collector, .service_name = name, .interval = std::chrono::milliseconds(20)});
    yonder::container app;
    app.name(name);
    app.filter("spans", spans.calls_made());
    if (!next.empty()) {
        app.bind<Station>("next").to_remote(next);
        app.bind<Station>().to<Post, yonder::named<Station, "next">>();
    } else {
        app.bind<Station>().to<Post>();
    }
    if (listen == "call") {
        std::cout << app.get<Station>("next")->pass(0) << '\n';
        return 0;
    }
    yonder::host host(app);
    host.filter("spans", spans.calls_served());
    host.expose<Station>().listen(listen);
    host.start();
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait();
}
