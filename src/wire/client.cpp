// SPDX-License-Identifier: BSL-1.0
#include "../call/has_arguments.hpp"
#include "../call/is_late.hpp"
#include "client_threads.hpp"
#include "own_line.hpp"
#include "shared_line.hpp"

#include <yonder/wire/client.hpp>

#include <algorithm>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

namespace yonder::wire_protocol {
namespace {

// Before the next attempt to connect, twice as long after each that failed.
constexpr clock::duration first_pause = std::chrono::milliseconds(25);
constexpr clock::duration longest_pause = std::chrono::seconds(1);

class client final : public invoker, public std::enable_shared_from_this<client> {
public:
    explicit client(std::shared_ptr<endpoint const> to) : to_(std::move(to)) {}

    ~client() override {
        if (line_)
            line_->leave();
    }

    void start(request& what, std::shared_ptr<exchange> caller) override {
        method_descriptor const& method = what.method();
        bool const has_stream =
            what.header.intent == intent::call && (method.streams_arguments || method.streams_results);
        if (to_->options.signer && method.streams_arguments && has_arguments(what.header.intent)) {
            caller->fail(to_->make_failure(method, code::failed_precondition, reached::not_sent,
                                           "a stream of arguments cannot be signed: prove who calls with a "
                                           "certificate, or let the binding be without a signer"));
            return;
        }
        if (!caller->is_blocking() || has_stream || !call_here(what, *caller))
            share(what, std::move(caller));
    }

private:
    // In this thread, which waits. False if there is no connection for it.
    bool call_here(request& what, exchange& caller) {
        for (;;) {
            auto const line = take();
            if (!line)
                return false;
            auto answer = line->call(what, caller);
            give_back(line);
            if (!answer)
                continue; // it had ended before: the next one, or a new one
            if (auto* const reply = std::get_if<payload>(&*answer))
                caller.reply(std::move(*reply));
            else
                caller.fail(std::move(std::get<failure>(*answer)));
            return true;
        }
    }

    std::shared_ptr<own_line> take() {
        std::lock_guard const lock(mutex_);
        if (!idle_.empty()) {
            auto line = std::move(idle_.back());
            idle_.pop_back();
            return line;
        }
        if (count_ >= to_->options.max_connections)
            return nullptr;
        ++count_;
        return std::make_shared<own_line>(to_);
    }

    void give_back(std::shared_ptr<own_line> const& line) {
        std::vector<std::shared_ptr<own_line>> ended; // without the lock
        std::lock_guard const lock(mutex_);
        if (line->is_sound()) {
            idle_.push_back(line);
        } else {
            --count_;
        }
        auto const old = clock::now() - to_->options.idle_life;
        while (!idle_.empty() && idle_.front()->last_used() < old) { // those used last are at the end
            ended.push_back(std::move(idle_.front()));
            idle_.erase(idle_.begin());
            --count_;
        }
    }

    void share(request& what, std::shared_ptr<exchange> caller) {
        if (is_late(what.header)) {
            caller->fail(to_->late(what.method(), reached::not_sent));
            return;
        }
        for (;;) {
            auto const line = current_line();
            if (line->begin(std::make_shared<client_call>(line, what.method(), caller), what))
                return;
            forget(*line);
        }
    }

    std::shared_ptr<shared_line> current_line() {
        std::shared_ptr<shared_line> made;
        clock::time_point when;
        {
            std::lock_guard const lock(mutex_);
            if (line_)
                return line_;
            made = line_ = std::make_shared<shared_line>(to_, [self = weak_from_this()](shared_line const& gone) {
                if (auto const here = self.lock())
                    here->forget(gone);
            });
            when = next_attempt_;
        }
        client_threads::get().connect(made, when, [self = weak_from_this()](bool is_connected) {
            if (auto const here = self.lock())
                here->note_attempt(is_connected);
        });
        return made;
    }

    void forget(shared_line const& gone) {
        std::lock_guard const lock(mutex_);
        if (line_.get() == &gone)
            line_.reset();
    }

    void note_attempt(bool is_connected) {
        thread_local std::minstd_rand generator{std::random_device{}()};
        std::lock_guard const lock(mutex_);
        if (is_connected) {
            pause_ = first_pause;
            return;
        }
        auto const some = std::uniform_real_distribution<double>(0.5, 1)(generator);
        next_attempt_ = clock::now() + std::chrono::duration_cast<clock::duration>(pause_ * some);
        pause_ = std::min(2 * pause_, longest_pause);
    }

    std::shared_ptr<endpoint const> const to_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<own_line>> idle_;
    std::size_t count_ = 0; // of lines for blocking callers, idle and in use
    std::shared_ptr<shared_line> line_;
    clock::time_point next_attempt_;
    clock::duration pause_ = first_pause;
};

} // namespace

std::shared_ptr<invoker> connect(std::string_view where, client_options options) {
    return std::make_shared<client>(
        std::make_shared<endpoint const>(net::parse_url(where, net::dialect::yonder), std::move(options)));
}

} // namespace yonder::wire_protocol
