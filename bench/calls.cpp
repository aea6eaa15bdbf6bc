// SPDX-License-Identifier: BSL-1.0
// What a call costs: local against a virtual call, isolated, and HTTP against a raw ping-pong of the same bytes over
// TCP, client and server in two processes on two processors.
#include "record.hpp"
#include "table.hpp"

#include <yonder/yonder.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <thread>

namespace {

class Shelf : public bench::Catalog {
public:
    bench::Record find(std::int64_t id) override {
        bench::Record found = bench::example();
        found.id = id;
        return found;
    }
    yonder::stream<std::int64_t> count(std::int64_t to) override {
        for (std::int64_t i = 0; i < to; ++i)
            co_yield i;
    }
};

class Counter {
public:
    virtual ~Counter() = default;
    virtual int next(int by) = 0;
};
YONDER_NAME(Counter, "bench.Counter")
YONDER_INTERFACE(Counter, (), (next, by))

class Tally : public Counter {
public:
    int next(int by) override { return total_ += by; }

private:
    int total_ = 0;
};

void pin(unsigned processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor % std::thread::hardware_concurrency(), &set);
    sched_setaffinity(0, sizeof set, &set);
}

// A child process that prints one line when it is ready, which is returned.
template <class Function>
std::string start_server(Function serve, pid_t& child) {
    int ends[2];
    if (pipe(ends) != 0)
        std::abort();
    child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        pin(1);
        serve([&](std::string const& line) {
            if (write(ends[1], line.data(), line.size()) < 0)
                std::_Exit(1);
            close(ends[1]);
        });
        std::_Exit(0);
    }
    close(ends[1]);
    std::string line(256, '\0');
    ssize_t const size = read(ends[0], line.data(), line.size());
    close(ends[0]);
    line.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return line;
}

void transfer_all(int socket, char* data, std::size_t size, bool is_reading) {
    while (size > 0) {
        ssize_t const moved = is_reading ? recv(socket, data, size, 0) : send(socket, data, size, MSG_NOSIGNAL);
        if (moved <= 0)
            std::_Exit(0);
        data += moved;
        size -= static_cast<std::size_t>(moved);
    }
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void no_delay(int socket) {
    int const yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

// Requests and replies of the sizes that HTTP with JSON puts on the wire for the small call.
constexpr std::size_t request_size = 250;
constexpr std::size_t reply_size = 300;

template <class Ready>
void serve_raw(Ready ready) {
    int const listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        std::abort();
    ready(std::to_string(ntohs(address.sin_port)));
    int const peer = accept(listener, nullptr, nullptr);
    no_delay(peer);
    char buffer[reply_size] = {};
    for (;;) {
        transfer_all(peer, buffer, request_size, true);
        transfer_all(peer, buffer, reply_size, false);
    }
}

template <class Ready>
void serve_http(Ready ready) {
    yonder::container app;
    app.bind<bench::Catalog>().to<Shelf>();
    yonder::host host{app};
    host.expose<bench::Catalog>().listen("http://127.0.0.1:0");
    host.start();
    ready(host.urls().front());
    host.wait();
}

} // namespace

int main(int count, char** arguments) {
    bench::report report(count, arguments);
    pid_t raw_server = 0;
    pid_t http_server = 0;
    std::string const port = start_server([](auto ready) { serve_raw(ready); }, raw_server);
    std::string const url = start_server([](auto ready) { serve_http(ready); }, http_server);
    pin(0);

    Tally tally;
    Counter* volatile counter = &tally;
    yonder::container app;
    app.bind<Counter>().to<Tally>();
    app.bind<bench::Catalog>().to_remote(url);
    app.bind<bench::Catalog>("isolated").to_isolated<Shelf>();
    auto const local = app.get<Counter>();
    report.add("a call within the process", bench::measure({{"virtual call",
                                                             [&](std::size_t times) {
                                                                 Counter* const target = counter;
                                                                 for (std::size_t i = 0; i < times; ++i)
                                                                     bench::keep(target->next(1));
                                                             }},
                                                            {"yonder, local binding",
                                                             [&](std::size_t times) {
                                                                 Counter* const target = local.get();
                                                                 for (std::size_t i = 0; i < times; ++i)
                                                                     bench::keep(target->next(1));
                                                             }}},
                                                           1'000'000));

    int const raw = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(static_cast<std::uint16_t>(std::stoi(port)));
    if (connect(raw, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        std::abort();
    no_delay(raw);
    auto const remote = app.get<bench::Catalog>();
    auto const isolated = app.get<bench::Catalog>("isolated");
    char buffer[reply_size] = {};
    report.add("the small call, one blocking caller",
               bench::measure_each({{"raw TCP ping-pong of the same bytes",
                                     [&] {
                                         transfer_all(raw, buffer, request_size, false);
                                         transfer_all(raw, buffer, reply_size, true);
                                     }},
                                    {"yonder, isolated", [&] { bench::keep(isolated->find(4711)); }},
                                    {"yonder, HTTP over cpp-httplib", [&] { bench::keep(remote->find(4711)); }}},
                                   2000));
    auto const one_by_one = [](std::shared_ptr<bench::Catalog> const& catalog) {
        return [catalog](std::size_t times) {
            for (std::size_t i = 0; i < times; ++i)
                bench::keep(catalog->find(4711));
        };
    };
    auto const together = [](std::shared_ptr<bench::Catalog> const& catalog, std::size_t most) {
        return [later = yonder::async(catalog), most](std::size_t times) {
            std::deque<yonder::future<bench::Record>> calls;
            for (std::size_t i = 0; i < times; ++i) {
                if (calls.size() == most) {
                    bench::keep(calls.front().get());
                    calls.pop_front();
                }
                calls.push_back(later->find(4711));
            }
            for (auto& one : calls)
                bench::keep(one.get());
        };
    };
    report.add("the small call, one after the other and without waiting for each",
               bench::measure({{"isolated, blocking", one_by_one(isolated)},
                               {"isolated, async, 1 in flight", together(isolated, 1)},
                               {"isolated, async, 16 in flight", together(isolated, 16)},
                               {"HTTP, blocking", one_by_one(remote)},
                               {"HTTP, async, 1 in flight", together(remote, 1)},
                               {"HTTP, async, 16 in flight", together(remote, 16)}},
                              1000));
    auto const read = [](std::shared_ptr<bench::Catalog> const& catalog) {
        return [catalog](std::size_t times) {
            std::int64_t sum = 0;
            for (std::int64_t const one : catalog->count(static_cast<std::int64_t>(times)))
                sum += one;
            bench::keep(sum);
        };
    };
    report.add("an item of a stream of 100,000", bench::measure({{"local", read(std::make_shared<Shelf>())},
                                                                 {"isolated", read(isolated)},
                                                                 {"HTTP, Connect envelopes", read(remote)}},
                                                                100'000, 7));
    for (pid_t const child : {raw_server, http_server}) {
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
}
