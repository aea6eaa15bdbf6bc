// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_VALIDATION_HPP
#define YONDER_RPC_VALIDATION_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/exchange.hpp>
#include <yonder/call/result.hpp>
#include <yonder/call/stream_source.hpp>
#include <yonder/codec/validate.hpp>

#include <array>
#include <exception>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace yonder {

// What a call was refused for, if it was for arguments that their constraints do not allow; else nothing.
std::vector<violation> violations_of(error const& refused);

namespace rpc {

// An argument without its type; no function if there can be no constraint on it.
struct checked_argument {
    void const* value = nullptr;
    void (*validate)(void const* value, violations& found) = nullptr;
};

template <class T>
void validate_erased(void const* value, violations& found) {
    codec::validate(*static_cast<T const*>(value), found);
}

template <class T>
checked_argument check_of(T const& argument) {
    if constexpr (!is_stream<T> && codec::may_be_constrained<T>())
        return {&argument, &validate_erased<T>};
    else
        return {}; // a stream is looked at as its items come
}

// What to look at of arguments, a tuple of values or references.
template <class... T>
std::array<checked_argument, sizeof...(T)> checks_of(std::tuple<T...> const& arguments) {
    return std::apply(
        [](auto const&... argument) { return std::array<checked_argument, sizeof...(T)>{check_of(argument)...}; },
        arguments);
}
template <class... T>
constexpr bool has_checks(std::tuple<T...> const*) {
    return ((!is_stream<std::remove_cvref_t<T>> && codec::may_be_constrained<T>()) || ...);
}

// Why they are refused; nothing if they are not.
std::optional<failure> look_at_arguments(method_descriptor const& method, checked_argument const* arguments);

// Whether they are valid. If not, the caller has been told, as of a call that was not begun.
bool check_arguments(exchange& caller, method_descriptor const& method, checked_argument const* arguments);

// Throws it as what the proxy says.
void check_unsent(method_descriptor const& method, checked_argument const* arguments);
[[noreturn]] void throw_unsent(failure what);

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
        throw_unsent(std::move(what));
    }
}

} // namespace rpc
} // namespace yonder

#endif
