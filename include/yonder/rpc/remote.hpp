// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_REMOTE_HPP
#define YONDER_RPC_REMOTE_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/proxy/implement.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/describe.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/future_exchange.hpp>
#include <yonder/rpc/remote_call.hpp>
#include <yonder/rpc/stream_exchange.hpp>
#include <yonder/rpc/validation.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace yonder::rpc {

// The handler behind a remote proxy.
template <class I>
class remote_handler {
public:
    using fits_every_method = void; // to proxy::find_handler_fault

    remote_handler(std::shared_ptr<invoker> target, remote_options options)
        : target_(std::move(target)), options_(options) {}

    template <class Call>
    typename Call::result_type operator()(Call call) const {
        using method = typename Call::method_type;
        method_descriptor const& description =
            describe_interface<I>().methods[describe::index_of<method, describe::methods_of<I>>];
        if constexpr (describe::is_deferred<typename method::result_type>) {
            return start(call);
        } else {
            if (auto refused = look_at(call, description))
                return fail_as<typename method::result_type>(std::move(*refused));
            auto const arguments = call.arguments();
            request what(description, &arguments);
            if constexpr (is_result<typename method::result_type>)
                return collect<method>(what, feeder_of(call, description));
            payload const reply = [&] {
                if constexpr (method_codec<method>::streams_arguments)
                    return call_remote(*target_, what, feeder_of(call, description));
                else
                    return call_remote(*target_, what, options_);
            }();
            if constexpr (!std::is_void_v<typename method::result_type>)
                return decode_reply<typename method::result_type>(reply, description);
        }
    }

    // The same call for a result that takes failures as values.
    template <class Method>
    typename Method::result_type collect(request& what, std::shared_ptr<feeder> source) const {
        using returned = typename Method::result_type;
        auto const deadline = source ? deadline_of_stream() : deadline_of(options_);
        auto answer = call_and_collect(*target_, what, deadline, std::move(source));
        if (auto* const failed = std::get_if<failure>(&answer))
            return returned::of(as_own_deadline(std::move(*failed), what.method(), deadline));
        try {
            auto const& reply = std::get<payload>(answer);
            return decode_result<returned>(reply.bytes, reply.form);
        } catch (codec::decode_error const&) {
            return returned::of(describe_malformed_reply(what.method()));
        }
    }

    // The same call, without waiting.
    template <class Call>
    auto start(Call call) const {
        using method = typename Call::method_type;
        using codec = method_codec<method>;
        method_descriptor const& description =
            describe_interface<I>().methods[describe::index_of<method, describe::methods_of<I>>];
        using result = decltype(pending_result<method>());
        if (auto refused = look_at(call, description))
            return fail_as<result>(std::move(*refused));
        auto const arguments = call.arguments();
        request what(description, &arguments);
        if constexpr (is_stream<typename method::result_type>)
            return stream_exchange<codec>::start(*target_, what, deadline_of_stream(), feeder_of(call, description));
        else
            return future_exchange<codec>::start(
                *target_, what, codec::streams_arguments ? deadline_of_stream() : deadline_of(options_),
                feeder_of(call, description));
    }

    std::shared_ptr<invoker> const& target() const noexcept { return target_; }
    remote_options const& options() const noexcept { return options_; }

private:
    // What start returns for a method.
    template <class Method>
    static auto pending_result() {
        using value = typename method_codec<Method>::value_type;
        if constexpr (is_stream<typename Method::result_type>)
            return stream<value>();
        else
            return future<value>();
    }

    // What keeps the call from being sent.
    template <class Call>
    std::optional<failure> look_at(Call call, method_descriptor const& description) const {
        using codec = method_codec<typename Call::method_type>;
        using references = typename codec::references;
        if constexpr (codec::streams_arguments)
            if (!std::get<codec::list::stream_place>(call.arguments()).valid())
                return empty_stream(description, codec::list::stream_place);
        if constexpr (has_checks(static_cast<references const*>(nullptr)))
            if (options_.validates)
                return look_at_arguments(description, checks_of(call.arguments()).data());
        return std::nullopt;
    }

    // Takes the argument that is a stream, if there is one.
    template <class Call>
    static std::shared_ptr<feeder> feeder_of(Call call, method_descriptor const& description) {
        using codec = method_codec<typename Call::method_type>;
        if constexpr (codec::streams_arguments)
            return std::make_shared<stream_feeder>(
                core_of(std::move(std::get<codec::list::stream_place>(call.take_arguments()))), &take_argument<codec>,
                description);
        else
            return nullptr;
    }

    std::shared_ptr<invoker> target_;
    remote_options options_;
};

// The handler of an object that make_remote has made; null for others.
template <class I>
remote_handler<I> const* find_remote(I& service) {
    // What cannot cross is never behind a proxy of ours, and its codec must not be asked for.
    if constexpr (interface_crosses<I> && can_be_remote<I>) {
        auto* const found = dynamic_cast<proxy::implementation<I, remote_handler<I>>*>(&service);
        return found ? &*found->yonder_handler : nullptr;
    } else {
        return nullptr;
    }
}

// An object of type I whose methods are called through `target`. Any number of threads may use it at once. Its methods
// throw what the interface declares, and invoke_error and remote_error.
template <described_interface I>
std::unique_ptr<I> make_remote(std::shared_ptr<invoker> target, remote_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    static_cast<void>(requires { refuse_remote<noexcept_fault<I>>::value; });
    if constexpr (interface_crosses<I> && can_be_remote<I>)
        return implement<I>(remote_handler<I>(std::move(target), options));
    else
        return nullptr;
}

// `target` behind the codec, in this process: nothing is shared with the caller, and failures look as they do from
// afar. No deadline, and the caller's thread, as with the object itself.
template <described_interface I>
std::unique_ptr<I> make_isolated(std::shared_ptr<I> target, dispatcher_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    static_cast<void>(requires { refuse_remote<noexcept_fault<I>>::value; });
    remote_options waiting;
    waiting.has_deadline = false;
    return make_remote<I>(make_dispatcher<I>(std::move(target), options), waiting);
}

} // namespace yonder::rpc

#endif
