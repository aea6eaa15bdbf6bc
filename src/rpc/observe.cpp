// SPDX-License-Identifier: BSL-1.0
#include "../call/one_line.hpp"

#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/call/relay.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/rpc/observe.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <utility>

namespace yonder {
namespace {

using listener = std::function<void(observed_call const&)>;

class observing_relay final : public relay {
public:
    observing_relay(std::shared_ptr<exchange> caller, request const& what, std::shared_ptr<listener const> tell)
        : relay(std::move(caller)), method_(what.method()), header_(what.header), tell_(std::move(tell)) {}

private:
    void on_reply(payload result) override {
        tell(nullptr);
        relay::on_reply(std::move(result));
    }
    void on_failure(failure what) override {
        tell(&what);
        relay::on_failure(std::move(what));
    }
    void on_item(payload element) override {
        ++items_;
        relay::on_item(std::move(element));
    }

    void tell(failure const* failed) const noexcept {
        try {
            (*tell_)({method_, header_, failed, clock::now() - begun_, items_});
        } catch (...) { // nobody else is to suffer from it
            return;
        }
    }

    clock::time_point const begun_ = clock::now();
    method_descriptor const& method_;
    message_header const header_;
    std::shared_ptr<listener const> const tell_;
    std::atomic<std::uint64_t> items_ = 0;
};

// "12.1 ms".
std::string in_milliseconds(clock::duration time) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.1f ms", std::chrono::duration<double, std::milli>(time).count());
    return text.data();
}

} // namespace

filter observing(std::function<void(observed_call const&)> tell) {
    return [tell = std::make_shared<listener const>(std::move(tell))](request& what, std::shared_ptr<exchange> caller,
                                                                      std::shared_ptr<invoker> const& next) {
        relay::start(std::make_shared<observing_relay>(std::move(caller), what, tell), what, *next);
    };
}

filter trace_lines(std::string here, std::string there, std::function<void(std::string_view line)> write) {
    if (!write)
        write = [](std::string_view line) { log(log_level::information, line); };
    return observing(
        [here = std::move(here), there = std::move(there), write = std::move(write)](observed_call const& call) {
            auto const& from = call.header.from;
            std::string const& sender = call.header.sender;
            std::string const caller = !from                    ? here
                                       : !sender.empty()        ? sender
                                       : !from->address.empty() ? from->address
                                                                : "?";
            std::string line = caller + " --[ " + std::string(call.method.owner->name) + '/' +
                               std::string(call.method.name) + " ]-> " +
                               (from            ? here
                                : there.empty() ? "?"
                                                : there) +
                               ' ' + in_milliseconds(call.took) + ' ';
            line += call.failed ? to_string(call.failed->code) : "ok";
            if (call.items > 0)
                line += ", " + std::to_string(call.items) + " items";
            write(one_line(line));
        });
}

} // namespace yonder
