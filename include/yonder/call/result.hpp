// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_RESULT_HPP
#define YONDER_CALL_RESULT_HPP

#include <yonder/call/error.hpp>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace yonder {

// A value, or why there is none: for methods whose callers want no exceptions. As the result of a method it also takes
// what fails on the way, so that such a method may be noexcept. Exceptions that the interface declares arrive in it as
// details of the error.
template <class T>
class result {
    using kept = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

public:
    using value_type = T;

    result() requires std::is_default_constructible_v<kept>
    = default;

    template <class Value = kept>
    requires(!std::is_void_v<T> && std::is_convertible_v<Value&&, kept> &&
             !std::is_base_of_v<yonder::error, std::remove_cvref_t<Value>>) result(Value&& value)
        : held_(std::in_place_index<0>, std::forward<Value>(value)) {} // as a method returns its value

    result(yonder::error failed) : held_(std::in_place_index<1>, std::move(failed)) {}
    result(invoke_error failed) : held_(std::in_place_index<2>, std::move(failed)) {}
    result(remote_error failed) : held_(std::in_place_index<3>, std::move(failed)) {}

    // What a call failed with, by who said so.
    static result of(failure what) {
        if (what.answered)
            return remote_error(std::move(what));
        return invoke_error(std::move(what));
    }

    bool has_value() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // The value, or throws the error, as what it was.
    decltype(auto) value() const& {
        throw_if_failed();
        if constexpr (!std::is_void_v<T>)
            return static_cast<T const&>(std::get<0>(held_));
    }
    T value() && {
        throw_if_failed();
        if constexpr (!std::is_void_v<T>)
            return std::get<0>(std::move(held_));
    }
    template <class Value>
    T value_or(Value&& other) const& {
        return has_value() ? std::get<0>(held_) : static_cast<T>(std::forward<Value>(other));
    }
    auto const& operator*() const& noexcept { return *std::get_if<0>(&held_); }
    auto const* operator->() const noexcept { return std::get_if<0>(&held_); }

    // The error; only where there is no value.
    yonder::error const& error() const noexcept {
        if (auto const* const of_invoke = std::get_if<2>(&held_))
            return *of_invoke;
        if (auto const* const of_remote = std::get_if<3>(&held_))
            return *of_remote;
        return *std::get_if<1>(&held_);
    }

private:
    void throw_if_failed() const {
        if (auto const* const plain = std::get_if<1>(&held_))
            throw *plain;
        if (auto const* const of_invoke = std::get_if<2>(&held_))
            throw *of_invoke;
        if (auto const* const of_remote = std::get_if<3>(&held_))
            throw *of_remote;
    }

    std::variant<kept, yonder::error, invoke_error, remote_error> held_;
};

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<result<T>> = true;

} // namespace yonder

#endif
