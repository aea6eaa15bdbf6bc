// SPDX-License-Identifier: BSL-1.0
#include "client_threads.hpp"

#include "../net/dial.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/timer.hpp>

#include <boost/asio/post.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace yonder::wire_protocol {
namespace {

constexpr std::size_t dialling_threads = 16;
constexpr std::size_t blocked_threads = 64; // by what follows calls
constexpr auto stuck_for = std::chrono::seconds(30);
constexpr auto longest_end = std::chrono::seconds(1);

std::size_t loops() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 2); }

} // namespace

client_threads::client_threads()
    : threads_(std::make_shared<net::io_threads>(loops(), loops() + blocked_threads)),
      dialling_({.max_threads = dialling_threads}) {
    for (auto const& loop : threads_->all())
        lists_.push_back(std::make_shared<net::connection_list>(*loop, stuck_for));
}

// Never destroyed, as lines end with the process.
client_threads& client_threads::get() {
    static auto const* const kept = [] {
        auto* const made = new std::shared_ptr<client_threads>(new client_threads);
        process_end::come_before_what_exists();
        process_end::add(process_end::stage::calls, *made);
        return made;
    }();
    return **kept;
}

void client_threads::connect(std::shared_ptr<shared_line> line, clock::time_point when,
                             std::function<void(bool)> done) {
    {
        std::lock_guard const lock(mutex_);
        std::erase_if(lines_, [](auto const& one) { return one.expired(); });
        lines_.push_back(line);
    }
    auto const begin = [this, line, done = std::move(done)] {
        if (dialling_.post([this, line, done] { dial(line, done); }))
            return;
        line->fail("too many connections are being made at once");
        done(false);
    };
    if (when <= clock::now())
        begin();
    else
        run_at(when, begin);
}

void client_threads::dial(std::shared_ptr<shared_line> const& line, std::function<void(bool)> const& done) {
    endpoint const& to = line->to();
    auto const made = net::dial(to.where, time_after(to.options.connect_timeout));
    done(made.socket >= 0);
    if (made.socket < 0) {
        line->fail(made.problem);
        return;
    }
    std::size_t number = 0;
    {
        std::lock_guard const lock(mutex_);
        number = turn_++ % lists_.size();
    }
    net::io_loop& loop = *threads_->all()[number];
    using protocol = net::connection::socket::protocol_type;
    net::connection::socket peer(loop.context, protocol(to.where.way == net::way::unix_socket ? AF_UNIX : AF_INET, 0),
                                 made.socket);
    auto const through = std::make_shared<net::connection>(threads_, loop, std::move(peer), to.make_tls());
    boost::asio::post(loop.context, [list = lists_[number], through, line] {
        list->add(through);
        line->open(through);
        through->start(line);
    });
}

void client_threads::end_with_process() noexcept {
    std::vector<std::weak_ptr<shared_line>> lines;
    {
        std::lock_guard const lock(mutex_);
        lines.swap(lines_);
    }
    for (auto const& one : lines)
        if (auto const line = one.lock())
            line->cut();
    dialling_.shutdown_within(longest_end);
    threads_->stop(longest_end);
}

} // namespace yonder::wire_protocol
