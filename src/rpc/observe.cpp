// SPDX-License-Identifier: BSL-1.0
#include "../call/one_line.hpp"
#include "ending_relay.hpp"

#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/call/relay.hpp>
#include <yonder/codec/json/secret.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/rpc/observe.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace yonder {
namespace {

class observing_relay final : public rpc::ending_relay {
public:
    observing_relay(std::shared_ptr<exchange> caller, request const& what, std::shared_ptr<call_listener const> tell)
        : ending_relay(std::move(caller), what.method()), header_(what.header), tell_(std::move(tell)) {}

private:
    void on_item(payload element) override {
        ++items_;
        relay::on_item(std::move(element));
    }
    void ended(failure const* failed) override { (*tell_)({method(), header_, failed, took(), items_}); }

    message_header const header_;
    std::shared_ptr<call_listener const> const tell_;
    std::atomic<std::uint64_t> items_ = 0;
};

// "12.1 ms".
std::string in_milliseconds(clock::duration time) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.1f ms", std::chrono::duration<double, std::milli>(time).count());
    return text.data();
}

// The values of secret parameters, which are no members.
void hide_parameters(method_descriptor const& method, std::string& text) {
    if (method.secret_parameters.empty())
        return;
    boost::json::value tree = boost::json::parse(text);
    for (auto& [name, value] : tree.as_object())
        if (is_secret(method, {name.data(), name.size()}))
            value = "***";
    text = boost::json::serialize(tree);
}

class logging_relay final : public rpc::ending_relay {
public:
    logging_relay(std::shared_ptr<exchange> caller, request const& what, bool with_arguments)
        : ending_relay(std::move(caller), what.method()), header_(what.header),
          arguments_(with_arguments ? shown_arguments(what) : std::string()) {}

private:
    void ended(failure const* failed) override {
        std::string const code(failed ? to_string(failed->code) : "ok");
        std::string const name = std::string(method().owner->name) + '/' + std::string(method().name);
        std::string const time = in_milliseconds(took());
        std::string const user = header_.user ? header_.user->type + '/' + header_.user->id : "";
        std::string const id = to_string(header_.id);
        std::string const activity = to_string(header_.activity);
        std::string const parent = header_.response_to.is_nil() ? "" : to_string(header_.response_to);
        std::vector<log_field> fields{{"interface", method().owner->name},
                                      {"method", method().name},
                                      {"side", header_.from ? "served" : "made"},
                                      {"code", code},
                                      {"milliseconds", std::string_view(time).substr(0, time.find(' '))},
                                      {"id", id},
                                      {"activity", activity},
                                      {"response_to", parent},
                                      {"sender", header_.sender},
                                      {"user", user},
                                      {"arguments", arguments_}};
        std::erase_if(fields, [](log_field const& one) { return one.value.empty(); });
        log(failed ? log_level::warning : log_level::information,
            name + ' ' + code + (failed ? ": " + failed->message : ""), fields);
    }

    message_header const header_;
    std::string const arguments_;
};

} // namespace

std::string shown_arguments(request const& what, std::size_t longest) {
    std::string text;
    try {
        json::hiding const here;
        std::string buffer;
        if (what.is_of_objects())
            what.encode(format::json, text);
        else
            what.method().convert_arguments(what.method(), what.bytes(what.form(), buffer), what.form(), format::json,
                                            text);
        hide_parameters(what.method(), text);
    } catch (...) {
        return "(not shown, as they are not arguments of the method)";
    }
    if (text.size() > longest) {
        while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xc0) == 0x80)
            --longest; // within a character of UTF-8
        text.resize(longest);
        text += "...";
    }
    return text;
}

filter logged_calls(bool with_arguments) {
    return [with_arguments](request& what, std::shared_ptr<exchange> caller, std::shared_ptr<invoker> const& next) {
        complete(what.header);
        relay::start(std::make_shared<logging_relay>(std::move(caller), what, with_arguments), what, *next);
    };
}

filter observing(call_listener tell) {
    return [tell = std::make_shared<call_listener const>(std::move(tell))](
               request& what, std::shared_ptr<exchange> caller, std::shared_ptr<invoker> const& next) {
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
