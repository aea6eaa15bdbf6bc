// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/rpc/validation.hpp>

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace yonder {
namespace rpc {

// The message of google/rpc/error_details.proto.
struct field_violation {
    std::string field;
    std::string description;
};
BOOST_DESCRIBE_STRUCT(field_violation, (), (field, description))

struct bad_request {
    std::vector<field_violation> field_violations;
};
BOOST_DESCRIBE_STRUCT(bad_request, (), (field_violations))

constexpr std::string_view bad_request_name = "google.rpc.BadRequest";

namespace {

// internal: no other arguments would do.
failure describe_broken(method_descriptor const& method, violations const& found) {
    failure what;
    what.code = code::internal;
    what.message = full_name(method) + ": " + found.broken();
    return what;
}

// invalid_argument with all that was found, also as a detail that stock clients know.
failure describe_violations(method_descriptor const& method, violations const& found) {
    failure what;
    what.code = code::invalid_argument;
    what.message = full_name(method) + ": the arguments are not valid: " + found.to_string();
    bad_request detail;
    for (violation const& one : found.list())
        detail.field_violations.push_back({one.path, one.text});
    what.details.push_back({std::string(bad_request_name), binary::encode(detail), json::encode(detail)});
    return what;
}

} // namespace

std::optional<failure> look_at_arguments(method_descriptor const& method, checked_argument const* arguments) {
    violations found;
    for (std::string_view const name : method.parameter_names) {
        if (arguments->validate) {
            violations::part const within(found, name);
            std::optional<violations::hiding> hidden;
            if (is_secret(method, name))
                hidden.emplace(found);
            arguments->validate(arguments->value, found);
        }
        ++arguments;
    }
    if (found.empty())
        return std::nullopt;
    return found.broken().empty() ? describe_violations(method, found) : describe_broken(method, found);
}

bool check_arguments(exchange& caller, method_descriptor const& method, checked_argument const* arguments) {
    auto refused = look_at_arguments(method, arguments);
    if (!refused)
        return true;
    refused->answered = true;
    caller.fail(std::move(*refused));
    return false;
}

void check_unsent(method_descriptor const& method, checked_argument const* arguments) {
    if (auto refused = look_at_arguments(method, arguments))
        throw_unsent(std::move(*refused));
}

void throw_unsent(failure what) { throw invoke_error(std::move(what)); }

} // namespace rpc

std::vector<violation> violations_of(error const& refused) {
    std::vector<violation> all;
    for (failure_detail const& one : refused.details()) {
        if (one.type != rpc::bad_request_name)
            continue;
        auto const read = one.binary.empty() ? json::decode<rpc::bad_request>(one.json)
                                             : binary::decode<rpc::bad_request>(one.binary);
        for (auto const& each : read.field_violations)
            all.push_back({each.field, each.description});
    }
    return all;
}

} // namespace yonder
