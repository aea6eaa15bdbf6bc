// SPDX-License-Identifier: BSL-1.0
#include "operation_status.hpp"

#include <yonder/codec/json.hpp>
#include <yonder/rpc/receipt.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>
#include <utility>

namespace yonder::rpc {
namespace {

operation_state state_from(std::string_view text) {
    for (auto const state : {operation_state::pending, operation_state::running, operation_state::finished})
        if (text == to_string(state))
            return state;
    throw std::invalid_argument("the receipt has no state that is known");
}

} // namespace

payload write_status(operation const& one) {
    boost::json::object status{{"operation", to_string(one.id)},
                               {"method", one.method.substr(0, one.method.find(' '))},
                               {"state", to_string(one.state)}};
    if (one.how_far)
        status["progress"] = {{"part", one.how_far->part}, {"text", one.how_far->text}};
    if (one.items > 0)
        status["items"] = one.items;
    if (!one.last_item.empty())
        status["lastItem"] = boost::json::parse(one.last_item);
    if (one.expires) {
        std::string text;
        json::write(text, std::chrono::time_point_cast<std::chrono::seconds>(*one.expires));
        status["expires"] = boost::json::parse(text);
    }
    return {format::json, boost::json::serialize(status)};
}

operation_status read_status(std::string_view json) {
    auto const read = boost::json::parse(boost::json::string_view(json));
    auto const& status = read.as_object();
    operation_status made;
    auto const id = uuid_from_string(std::string_view(status.at("operation").as_string()));
    if (!id)
        throw std::invalid_argument("the receipt has no id");
    made.id = *id;
    made.state = state_from(std::string_view(status.at("state").as_string()));
    if (auto const* const how_far = status.if_contains("progress"))
        made.how_far = progress{how_far->at("part").to_number<double>(), std::string(how_far->at("text").as_string())};
    if (auto const* const items = status.if_contains("items"))
        made.items = items->to_number<std::uint64_t>();
    if (auto const* const last = status.if_contains("lastItem"))
        made.last_item = boost::json::serialize(*last);
    return made;
}

} // namespace yonder::rpc
