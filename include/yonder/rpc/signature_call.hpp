// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_SIGNATURE_CALL_HPP
#define YONDER_RPC_SIGNATURE_CALL_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/rpc/future_exchange.hpp>
#include <yonder/rpc/method_codec.hpp>
#include <yonder/rpc/remote_call.hpp>
#include <yonder/rpc/stream_exchange.hpp>
#include <yonder/rpc/stream_pump.hpp>
#include <yonder/rpc/validation.hpp>

#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace yonder::rpc {

// Calls of a proxy: what methods of one signature have in common, so that it is compiled once for them.
template <class Result, class... P>
class signature_call {
public:
    using codec_type = signature_codec<Result, describe::type_list<P...>>;
    using taken = std::tuple<P&&...>; // as call::take_arguments() makes them

    // Not inlined, or each method would have a copy.
    [[gnu::noinline]] static Result run(invoker& target, remote_options const& options, method_descriptor const& method,
                                        taken& arguments) {
        if constexpr (describe::is_deferred<Result>) {
            return start(target, options, method, arguments);
        } else if constexpr (is_result<Result>) {
            auto const seen = references(arguments);
            if (auto refused = look_at(options, method, seen))
                return fail_as<Result>(std::move(*refused));
            request what(method, &seen);
            return collect(target, options, what, feeder_of(method, arguments));
        } else if constexpr (std::is_void_v<Result>) {
            call(target, options, method, arguments, {});
        } else {
            Result result{};
            call(target, options, method, arguments, room_for(result));
            return result;
        }
    }

    // The same call, without waiting: a future, or the stream that the method returns.
    static auto start(invoker& target, remote_options const& options, method_descriptor const& method,
                      taken& arguments) {
        using value = typename codec_type::value_type;
        using pending = std::conditional_t<is_stream<Result>, std::type_identity<stream_exchange<codec_type>>,
                                           std::type_identity<future_exchange<codec_type>>>;
        using result = std::conditional_t<is_stream<Result>, stream<value>, future<value>>;
        auto const seen = references(arguments);
        if (auto refused = look_at(options, method, seen))
            return fail_as<result>(std::move(*refused));
        request what(method, &seen);
        constexpr bool lasts = is_stream<Result> || codec_type::streams_arguments;
        return pending::type::start(target, what, lasts ? deadline_of_stream() : deadline_of(options),
                                    feeder_of(method, arguments));
    }

private:
    using seen_arguments = typename codec_type::references;

    static seen_arguments references(taken& arguments) {
        return std::apply([](auto&... argument) { return seen_arguments(argument...); }, arguments);
    }

    static void call(invoker& target, remote_options const& options, method_descriptor const& method, taken& arguments,
                     erased_room const& result) {
        auto const seen = references(arguments);
        if constexpr (codec_type::streams_arguments) {
            if (auto refused = look_at(options, method, seen))
                throw_unsent(std::move(*refused));
            call_remote(target, method, &seen, feeder_of(method, arguments), result);
        } else {
            if constexpr (has_checks(static_cast<seen_arguments const*>(nullptr)))
                if (options.validates)
                    check_unsent(method, checks_of(seen).data());
            call_remote(target, method, &seen, options, result);
        }
    }

    // What keeps the call from being sent.
    static std::optional<failure> look_at([[maybe_unused]] remote_options const& options,
                                          [[maybe_unused]] method_descriptor const& method,
                                          [[maybe_unused]] seen_arguments const& arguments) {
        if constexpr (codec_type::streams_arguments)
            if (!std::get<codec_type::list::stream_place>(arguments).valid())
                return empty_stream(method, codec_type::list::stream_place);
        if constexpr (has_checks(static_cast<seen_arguments const*>(nullptr)))
            if (options.validates)
                return look_at_arguments(method, checks_of(arguments).data());
        return std::nullopt;
    }

    // Takes the argument that is a stream, if there is one.
    static std::shared_ptr<feeder> feeder_of([[maybe_unused]] method_descriptor const& method,
                                             [[maybe_unused]] taken& arguments) {
        if constexpr (codec_type::streams_arguments)
            return std::make_shared<stream_feeder>(
                core_of(std::move(std::get<codec_type::list::stream_place>(arguments))), &take_argument<codec_type>,
                method);
        else
            return nullptr;
    }

    // The same call for a result that takes failures as values.
    static Result collect(invoker& target, remote_options const& options, request& what,
                          std::shared_ptr<feeder> source) {
        auto const deadline = source ? deadline_of_stream() : deadline_of(options);
        auto answer = call_and_collect(target, what, deadline, std::move(source));
        if (auto* const failed = std::get_if<failure>(&answer))
            return Result::of(as_own_deadline(std::move(*failed), what.method(), deadline));
        try {
            auto const& reply = std::get<payload>(answer);
            return decode_result<Result>(reply.bytes, reply.form);
        } catch (codec::decode_error const&) {
            return Result::of(describe_malformed_reply(what.method()));
        }
    }
};

} // namespace yonder::rpc

#endif
