// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_VALIDATION_HPP
#define YONDER_RPC_VALIDATION_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/result.hpp>
#include <yonder/call/stream_source.hpp>
#include <yonder/codec/validate.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace yonder {

// What a call was refused for, if it was for arguments that their constraints do not allow; else nothing.
std::vector<violation> violations_of(error const& refused);

namespace rpc {

// The refusal: invalid_argument with all that was found, also as a detail of the type google.rpc.BadRequest, which
// stock clients know.
failure describe_violations(method_descriptor const& method, violations const& found);

// Throws it as the service's own word.
[[noreturn]] void throw_violations(method_descriptor const& method, violations const& found);

// Adds what is wrong with arguments, a tuple of values or references; a stream is looked at as its items come.
template <class... T>
void validate_arguments(std::tuple<T...> const& arguments, std::span<std::string_view const> names, violations& found) {
    [[maybe_unused]] std::size_t place = 0;
    [[maybe_unused]] auto const one = [&](auto const& argument) {
        if constexpr (!is_stream<std::remove_cvref_t<decltype(argument)>>)
            codec::validate_part(names[place], argument, found);
        ++place;
    };
    std::apply([&](auto const&... argument) { (one(argument), ...); }, arguments);
}

// A failure as what a method returns.
template <class Result>
Result fail_as(failure what) {
    if constexpr (is_result<Result>) {
        return Result::of(std::move(what));
    } else if constexpr (is_future<Result>) {
        return make_failed<typename Result::value_type>(std::make_exception_ptr(invoke_error(std::move(what))));
    } else if constexpr (is_stream<Result>) {
        stream_source<typename Result::value_type> source;
        auto items = source.get_stream();
        source.fail(invoke_error(std::move(what)));
        return items;
    } else {
        throw invoke_error(std::move(what));
    }
}

} // namespace rpc
} // namespace yonder

#endif
