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
using decode_arguments = void (*)(method_descriptor const& method, std::string_view bytes, format form,
                                  codec::decode_options const& options, void* values);
bool read_arguments(request const& what, codec::decode_options const& options, exchange& caller,
                    decode_arguments decode, void* values);

// How arguments are read under these options.
codec::decode_options decoding_of(dispatcher_options const& options);

// Gives a caller its reply. Throws yonder::error with resource_exhausted if that is larger than allowed.
void give_reply(exchange& caller, method_descriptor const& method, payload reply, dispatcher_options const& options);
void check_reply(method_descriptor const& method, payload const& reply, dispatcher_options const& options);

// Throws what a caller is told whose method returned an empty future or stream: yonder::error with internal.
[[noreturn]] void throw_empty_future(method_descriptor const& method);
[[noreturn]] void throw_empty_stream(method_descriptor const& method);

template <class I, class Method>
void dispatch(void* target, request const& what, dispatcher_options const& options,
              std::shared_ptr<exchange> const& caller) {
    using codec = method_codec<Method>;
    typename codec::values values;
    auto const decoding = decoding_of(options);
    if (!read_arguments(what, decoding, *caller, &codec::arguments::decode, &values))
        return;
    if constexpr (has_checks(static_cast<typename codec::values const*>(nullptr)))
        check_arguments(what.method(), checks_of(values).data());
    if (!target) {
        caller->reply({});
        return;
    }

    std::conditional_t<codec::streams_arguments, std::shared_ptr<argument_performer>, argument_performer*> arguments{};
    auto const run = [&]<class... P, std::size_t... Index>(describe::type_list<P...>, std::index_sequence<Index...>) {
        if constexpr (codec::streams_arguments) {
            auto const as_argument = [&]<class One>(std::type_identity<One>, auto& stored) -> decltype(auto) {
                if constexpr (is_stream<std::remove_cvref_t<One>>)
                    return argument_stream<codec>::begin(caller, what.method(), std::move(stored), what.form(),
                                                         decoding, arguments);
                else
                    return as_parameter<One>(stored);
            };
            return (static_cast<I*>(target)->*Method::pointer)(
                as_argument(std::type_identity<P>(), std::get<Index>(values))...);
        } else {
            return (static_cast<I*>(target)->*Method::pointer)(as_parameter<P>(std::get<Index>(values))...);
        }
    };
    using parameters = typename Method::parameters;
    constexpr auto indices = std::make_index_sequence<parameters::size>();
    payload reply;
    reply.form = what.reply_form;
    if constexpr (is_future<typename Method::result_type>) {
        using deferred = deferred_reply<codec>;
        auto state = run(parameters(), indices).release();
        if (!state)
            throw_empty_future(what.method());
        deferred::begin(std::make_shared<deferred>(std::move(state), caller, what.method(), options, reply.form),
                        arguments ? &*arguments : nullptr);
        return;
    } else if constexpr (is_stream<typename Method::result_type>) {
        auto items = core_of(run(parameters(), indices));
        if (!items)
            throw_empty_stream(what.method());
        auto const streamed = std::make_shared<streamed_reply>(
            std::move(items), &take_result<typename codec::value_type>, caller, what.method(), options, reply.form);
        if (arguments)
            arguments->follow(streamed);
        else
            caller->attach(streamed);
        return;
    } else if constexpr (std::is_void_v<typename Method::result_type>) {
        run(parameters(), indices);
        reply.bytes = empty_reply(reply.form);
    } else {
        encode_result(run(parameters(), indices), reply.form, reply.bytes);
    }
    give_reply(*caller, what.method(), std::move(reply), options);
}

template <class I, class... Method>
constexpr auto thunks_of(describe::type_list<Method...>) {
    return std::array<thunk, sizeof...(Method)>{&dispatch<I, Method>...};
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
