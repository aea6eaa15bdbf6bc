// SPDX-License-Identifier: BSL-1.0
// The wire protocol as a server reads it, in pieces of any size: frames, request heads, parts, failures. Whatever
// comes, it takes no more memory than its limits allow, and ends.
#include "../../src/net/connection.hpp"
#include "../../src/net/loop_watch.hpp"
#include "../../src/wire/message.hpp"
#include "../../src/wire/served_connection.hpp"

#include <yonder/yonder.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
};
YONDER_INTERFACE(Echo, (), (echo, text), (add, a, b))

class Plain final : public Echo {
public:
    std::string echo(std::string const& text) override { return text; }
    int add(int a, int b) override { return a < b ? a : b; }
};

} // namespace fuzzed

namespace {

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

std::shared_ptr<queue> const tasks = [] {
    auto made = std::make_shared<queue>();
    set_default_executor(made);
    return made;
}();

std::shared_ptr<net::serving> make_serving() {
    auto services = std::make_shared<rpc::registry>();
    services->add({&rpc::describe_interface<fuzzed::Echo>(),
                   rpc::make_dispatcher<fuzzed::Echo>(std::make_shared<fuzzed::Plain>())});
    return std::make_shared<net::serving>(services, 100);
}

void read_messages(std::string_view bytes) {
    static_cast<void>(wire_protocol::read_failure(bytes));
    std::uint32_t last = 0;
    std::string why;
    static_cast<void>(wire_protocol::read_go_away(bytes, last, why));
    auto const head = wire_protocol::read_request_head(bytes);
    std::string again;
    if (head && !wire_protocol::append_request_head(again, *head)) {
        std::string_view rest = again;
        auto const same = wire_protocol::read_request_head(rest);
        if (!same || !rest.empty() || same->header.id != head->header.id || same->name != head->name)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static auto const serving = make_serving();
    static net::loop_watch watch([](net::io_loop&) { return false; });
    static net::io_loop loop(watch);
    if (size == 0)
        return 0;
    std::size_t const step = data[0] % 64 + 1u;
    std::string_view const input(reinterpret_cast<char const*>(data) + 1, size - 1);
    read_messages(input);

    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return 0;
    using socket = net::connection::socket;
    auto const on = std::make_shared<net::connection>(
        nullptr, loop, socket(loop.context, socket::protocol_type(AF_UNIX, 0), ends[0]), nullptr);
    wire_protocol::serving_options options;
    options.max_message = 100'000;
    auto const server = std::make_shared<wire_protocol::served_connection>(on, serving, options);
    std::string bytes;
    wire_protocol::append_preface(bytes, {});
    bytes += input;
    std::size_t begin = 0;
    std::size_t end = 0;
    while (end < bytes.size()) {
        end = std::min(bytes.size(), end + step);
        for (;;) {
            auto const taken = server->receive(std::string_view(bytes).substr(begin, end - begin));
            begin += taken.size;
            if (taken.next)
                taken.next->run();
            if (taken.size == 0 || begin == end)
                break;
        }
    }
    tasks->run();
    server->look_at_time(clock::now(), begin != end);
    server->end("over");
    on->close("over", clock::duration::zero());
    loop.context.restart();
    loop.context.poll();
    ::close(ends[1]);
    if (serving->at_work() != 0)
        std::abort();
    return 0;
}
