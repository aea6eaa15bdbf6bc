// SPDX-License-Identifier: BSL-1.0
// What the fuzzed protocols serve, and a connection on which they get an input in pieces.
#ifndef TESTS_FUZZ_SERVED_HPP
#define TESTS_FUZZ_SERVED_HPP

#include "../../src/net/connection.hpp"
#include "../../src/net/listener.hpp"
#include "../../src/net/loop_watch.hpp"
#include "../../src/net/serving.hpp"

#include <yonder/yonder.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace fuzzed {

class Echo {
public:
    virtual ~Echo() = default;
    virtual std::string echo(std::string const& text) = 0;
    virtual int add(int a, int b) = 0;
    virtual yonder::stream<int> count(int to) = 0;
    virtual int sum(yonder::stream<int> numbers) = 0;
};
YONDER_INTERFACE(Echo, (), (echo, text), (add, a, b), (count, to), (sum, numbers))

class Plain final : public Echo {
public:
    std::string echo(std::string const& text) override { return text; }
    int add(int a, int b) override { return a < b ? a : b; }
    yonder::stream<int> count(int to) override {
        for (int i = 0; i < to % 100; ++i)
            co_yield i;
    }
    int sum(yonder::stream<int> numbers) override {
        static_cast<void>(numbers); // reading would wait, in the only thread that there is
        return 0;
    }
};

} // namespace fuzzed

namespace fuzzed {

using namespace yonder;

// Runs what was posted when told to, so that one input is over before the next.
class queue final : public executor {
public:
    bool post(task work) override {
        tasks_.push_back(std::move(work));
        return true;
    }
    void run() {
        for (; !tasks_.empty(); tasks_.pop_front())
            tasks_.front()();
    }

private:
    std::deque<task> tasks_;
};

inline std::shared_ptr<queue> const tasks = [] {
    auto made = std::make_shared<queue>();
    set_default_executor(made);
    return made;
}();

inline std::shared_ptr<net::serving> make_serving() {
    auto services = std::make_shared<rpc::registry>();
    services->add({&rpc::describe_interface<fuzzed::Echo>(),
                   rpc::make_dispatcher<fuzzed::Echo>(std::make_shared<fuzzed::Plain>())});
    return std::make_shared<net::serving>(services, 100);
}

// Lets `make(connection, serving)` speak on a connection, and gives it `bytes`, `step` of them at a time. No call may
// be left at work.
template <class Make>
void serve(std::string_view bytes, std::size_t step, Make make) {
    static auto const in = make_serving();
    static net::loop_watch watch([](net::io_loop&) { return false; });
    static net::io_loop loop(watch);
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    using socket = net::connection::socket;
    auto const on = std::make_shared<net::connection>(
        nullptr, loop, socket(loop.context, socket::protocol_type(AF_UNIX, 0), ends[0]), nullptr);
    static auto const at = [] {
        net::listener made;
        made.services = in->services();
        made.options.is_trusted = true;
        made.options.looks_at_fields = true;
        security::verifier_options accepted;
        accepted.keys = {security::key::shared_secret("k", std::string(32, 'k'))};
        made.options.signatures = std::make_shared<security::verifier const>(std::move(accepted));
        return std::make_shared<net::listener const>(std::move(made));
    }();
    on->come_to(at, std::make_shared<peer const>(peer{.listener = "fuzzed", .is_trusted = true}));
    std::shared_ptr<net::protocol> const server = make(on, in);
    std::size_t begin = 0;
    std::size_t end = 0;
    while (end < bytes.size()) {
        end = std::min(bytes.size(), end + step);
        for (;;) {
            auto const taken = server->receive(bytes.substr(begin, end - begin));
            begin += taken.size;
            if (taken.next) {
                taken.next->run();
                taken.next->done();
            }
            tasks->run();
            if ((taken.size == 0 && !taken.next) || begin == end)
                break;
        }
    }
    tasks->run();
    server->go_on();
    server->look_at_time(clock::now(), begin != end);
    server->input_ended();
    server->end("over");
    on->close("over", clock::duration::zero());
    loop.context.restart();
    loop.context.poll();
    tasks->run();
    ::close(ends[1]);
    if (in->at_work() != 0)
        std::abort();
}

} // namespace fuzzed

#endif
