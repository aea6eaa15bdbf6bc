// SPDX-License-Identifier: BSL-1.0
// Serves streams to clients that nobody here wrote. For run.py.
//
// usage: streams_server URL            serves
//        streams_server print FOLDER   writes the .proto that these clients are made of
#include <yonder/describe.hpp>
#include <yonder/proto.hpp>
#include <yonder/stream.hpp>
#include <yonder/yonder.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

namespace feed::v1 {

struct Tick {
    int number = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Tick, (), (number, text))

struct Broken { // may be thrown
    int after = 0;
};
BOOST_DESCRIBE_STRUCT(Broken, (), (after))

class Feed {
public:
    virtual ~Feed() = default;
    virtual yonder::stream<Tick> count(int to) = 0;
    virtual yonder::stream<Tick> two() = 0; // the second one after go_on()
    virtual void go_on() = 0;
    virtual yonder::stream<Tick> endless() = 0;
    virtual int at_work() = 0; // streams of endless(), and calls of sum()
    virtual yonder::stream<Tick> break_after(int count) = 0;
    virtual int sum(std::string const& name, yonder::stream<Tick> ticks) = 0;
    virtual int sum_numbers(yonder::stream<int> numbers) = 0;
};
YONDER_INTERFACE(Feed, (), (count, to), (two), (go_on), (endless), (at_work), (break_after, count), (sum, name, ticks),
                 (sum_numbers, numbers))
YONDER_THROWS(Feed, (Broken, aborted))

} // namespace feed::v1

using namespace feed::v1;
using namespace std::chrono_literals;

class Ticker : public Feed {
public:
    yonder::stream<Tick> count(int to) override {
        for (int i = 1; i <= to; ++i) {
            Tick const one{i, "tick " + std::to_string(i)};
            co_yield one;
        }
    }
    yonder::stream<Tick> two() override {
        Tick const first{1, "first"};
        co_yield first;
        while (!may_go_on_.exchange(false))
            co_await yonder::sleep_for(1ms);
        Tick const second{2, "second"};
        co_yield second;
    }
    void go_on() override { may_go_on_ = true; }
    yonder::stream<Tick> endless() override {
        working const here(at_work_);
        for (int i = 1;; ++i) {
            Tick const one{i, "again"};
            co_yield one;
            co_await yonder::sleep_for(1ms);
        }
    }
    int at_work() override { return at_work_; }
    yonder::stream<Tick> break_after(int count) override {
        for (int i = 1; i <= count; ++i) {
            Tick const one{i, "whole"};
            co_yield one;
        }
        throw Broken{count};
    }
    int sum(std::string const& name, yonder::stream<Tick> ticks) override {
        working const here(at_work_);
        int total = static_cast<int>(name.size());
        for (Tick const& one : ticks) {
            if (one.number < 0)
                throw Broken{total};
            total += one.number;
        }
        return total;
    }
    int sum_numbers(yonder::stream<int> numbers) override {
        int total = 0;
        for (int const one : numbers)
            total += one;
        return total;
    }

private:
    struct working {
        explicit working(std::atomic<int>& in) : count(in) { ++count; }
        ~working() { --count; }
        working(working const&) = delete;
        working& operator=(working const&) = delete;
        std::atomic<int>& count;
    };

    std::atomic<bool> may_go_on_ = false;
    std::atomic<int> at_work_ = 0;
};

int main(int count, char** arguments) {
    if (count > 2) {
        for (auto const& file : yonder::print_proto_files<Feed>()) {
            std::filesystem::path const path = std::filesystem::path(arguments[2]) / file.path;
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path) << file.text;
        }
        return 0;
    }
    yonder::container app;
    app.bind<Feed>().to<Ticker>();
    yonder::host host{app};
    host.expose<Feed>();
    host.listen(count > 1 ? arguments[1] : "http://127.0.0.1:0");
    host.start();
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait();
}
