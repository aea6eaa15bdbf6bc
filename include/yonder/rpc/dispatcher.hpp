// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DISPATCHER_HPP
#define YONDER_RPC_DISPATCHER_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/deferred_reply.hpp>
#include <yonder/rpc/describe.hpp>
#include <yonder/rpc/dispatcher_options.hpp>
#include <yonder/rpc/registry.hpp>
#include <yonder/rpc/stream_pump.hpp>
#include <yonder/rpc/validation.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// Decodes the arguments, calls the method, and replies, or sees that somebody does. Without a target it looks at the
// arguments alone. What it throws is a failure of the call.
using thunk = void (*)(void* target, request const& what, dispatcher_options const& options,
                       std::shared_ptr<exchange> const& caller);

// Decodes the arguments into the tuple at `values`. False if the caller has been told that they have no form. Throws
// yonder::error with invalid_argument, or resource_exhausted if they are too large.
using arguments_decoder = void (*)(method_descriptor const& method, std::string_view bytes, format form,
                                   codec::decode_options const& options, void* values);
bool read_arguments(request const& what, dispatcher_options const& options, exchange& caller, arguments_decoder decode,
                    void* values);

// Replies to a caller who asked for no more.
void find_arguments_good(exchange& caller);

// How arguments are read under these options.
codec::decode_options decoding_of(dispatcher_options const& options);

// Gives a caller its reply. Throws result_error, and yonder::error with resource_exhausted if the reply is larger than
// allowed.
void give_result(exchange& caller, request const& what, erased_result const& returned,
                 dispatcher_options const& options);
void check_reply(method_descriptor const& method, payload const& reply, dispatcher_options const& options);

// Throws what a caller is told whose method returned an empty future or stream: yonder::error with internal.
[[noreturn]] void throw_empty_future(method_descriptor const& method);
[[noreturn]] void throw_empty_stream(method_descriptor const& method);

// What thunks of methods with one signature have in common, so that it is compiled once for them.
template <class Result, class... P>
struct signature_dispatch {
    using codec = signature_codec<Result, describe::type_list<P...>>;
    using method = Result (*)(void* target, P&&... arguments);

    static void dispatch(method call, void* target, request const& what, dispatcher_options const& options,
                         std::shared_ptr<exchange> const& caller) {
        typename codec::values values;
        if (!read_arguments(what, options, *caller, &codec::arguments::decode, &values))
            return;
        if constexpr (has_checks(static_cast<typename codec::values const*>(nullptr)))
            if (!check_arguments(*caller, what.method(), checks_of(values).data()))
                return;
        if (!target)
            return find_arguments_good(*caller);

        std::conditional_t<codec::streams_arguments, std::shared_ptr<argument_performer>, argument_performer*>
            arguments{};
        auto const as_argument = [&]<class One>(std::type_identity<One>, auto& stored) -> decltype(auto) {
            if constexpr (is_stream<std::remove_cvref_t<One>>)
                return argument_stream<codec>::begin(caller, what.method(), std::move(stored), what.form(),
                                                     decoding_of(options), arguments);
            else
                return as_parameter<One>(stored);
        };
        auto const run = [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            return call(target, as_argument(std::type_identity<P>(), std::get<Index>(values))...);
        };
        constexpr auto indices = std::make_index_sequence<sizeof...(P)>();
        if constexpr (is_future<Result>) {
            using deferred = deferred_reply<codec>;
            auto state = run(indices).release();
            if (!state)
                throw_empty_future(what.method());
            deferred::begin(
                std::make_shared<deferred>(std::move(state), caller, what.method(), options, what.reply_form),
                arguments ? &*arguments : nullptr);
        } else if constexpr (is_stream<Result>) {
            auto items = core_of(run(indices));
            if (!items)
                throw_empty_stream(what.method());
            auto const streamed =
                std::make_shared<streamed_reply>(std::move(items), &take_result<typename codec::value_type>, caller,
                                                 what.method(), options, what.reply_form);
            if (arguments)
                arguments->follow(streamed);
            else
                caller->attach(streamed);
        } else if constexpr (std::is_void_v<Result>) {
            run(indices);
            give_result(*caller, what, {}, options);
        } else {
            give_result(*caller, what, erase_result(run(indices)), options);
        }
    }
};

template <class I, class Method, class Result = typename Method::result_type,
          class Parameters = typename Method::parameters>
struct method_dispatch;
template <class I, class Method, class Result, class... P>
struct method_dispatch<I, Method, Result, describe::type_list<P...>> {
    static Result call(void* target, P&&... arguments) {
        return (static_cast<I*>(target)->*Method::pointer)(static_cast<P&&>(arguments)...);
    }
    static void dispatch(void* target, request const& what, dispatcher_options const& options,
                         std::shared_ptr<exchange> const& caller) {
        signature_dispatch<Result, P...>::dispatch(&call, target, what, options, caller);
    }
};

template <class I, class... Method>
constexpr auto thunks_of(describe::type_list<Method...>) {
    return std::array<thunk, sizeof...(Method)>{&method_dispatch<I, Method>::dispatch...};
}

template <class I>
inline constexpr auto thunks = thunks_of<I>(describe::methods_of<I>());

// The server's end of the waist, without the types: `table` has a thunk for each method, `target` is what they call.
std::shared_ptr<invoker> make_dispatcher(std::shared_ptr<void> target, thunk const* table, dispatcher_options options);

// An invoker that performs calls of I on `target` in the context of the call's header, where dispatcher_options::on
// says. As safe for several threads as the target is.
template <described_interface I>
std::shared_ptr<invoker> make_dispatcher(std::shared_ptr<I> target, dispatcher_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    if constexpr (interface_crosses<I>)
        return make_dispatcher(std::shared_ptr<void>(std::move(target)), thunks<I>.data(), options);
    else
        return nullptr;
}

// I and its dispatcher, for a registry.
template <described_interface I>
service make_service(std::shared_ptr<I> target, dispatcher_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    if constexpr (interface_crosses<I>)
        return {&describe_interface<I>(), make_dispatcher<I>(std::move(target), options)};
    else
        return {};
}

} // namespace yonder::rpc

#endif
