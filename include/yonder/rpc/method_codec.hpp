// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_METHOD_CODEC_HPP
#define YONDER_RPC_METHOD_CODEC_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/result.hpp>
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/rpc/stored.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::rpc {

// An object kept for a parameter, as the method takes it.
template <class Parameter, class Stored>
Parameter as_parameter(Stored& object) {
    if constexpr (std::is_reference_v<Parameter> || !std::is_same_v<std::remove_cv_t<Parameter>, Stored>)
        return Parameter(object);
    else
        return std::move(object);
}

template <class List>
struct tuples;
template <class... P>
struct tuples<describe::type_list<P...>> {
    using references = std::tuple<std::remove_reference_t<P> const&...>; // as call::arguments() makes them
    using values = std::tuple<stored_t<P>...>;
};

// What a caller gets of a method in the end.
template <class Result>
struct delivered {
    using type = Result;
};
template <class T>
struct delivered<future<T>> {
    using type = T;
};

template <class T>
struct in_result {
    using type = T;
};
template <class T>
struct in_result<result<T>> {
    using type = T;
};

// Arguments and result of one method, to bytes and back. Decoding throws codec errors of its own.
template <class Method>
struct method_codec {
    using references = typename tuples<typename Method::parameters>::references;
    using values = typename tuples<typename Method::parameters>::values;
    using value_type = typename delivered<typename Method::result_type>::type;

    // What a method replies that returns nothing.
    static constexpr std::string_view empty_reply(format form) { return form == format::json ? "{}" : ""; }

    static void encode_arguments(void const* tuple, format form, std::string& out) {
        write_arguments(*static_cast<references const*>(tuple), form, out);
    }

    template <class Tuple>
    static void write_arguments(Tuple const& arguments, format form, std::string& out) {
        if (form == format::binary)
            binary::write_arguments(out, arguments);
        else
            json::write_arguments(out, Method::parameter_names(), arguments);
    }

    static void decode_arguments(std::string_view bytes, format form, codec::decode_options const& options,
                                 values& arguments) {
        if (form == format::binary)
            binary::decode_arguments(bytes, Method::parameter_names(), arguments, options);
        else
            json::decode_arguments(bytes, Method::parameter_names(), arguments, options);
    }

    // Throws the error of a result that has no value.
    template <class T>
    static void encode_result(result<T> const& returned, format form, std::string& out) {
        if constexpr (std::is_void_v<T>) {
            returned.value();
            out += empty_reply(form);
        } else {
            encode_result(returned.value(), form, out);
        }
    }
    template <class Result>
    static void encode_result(Result const& result, format form, std::string& out) {
        if (form == format::binary)
            binary::write(out, result);
        else
            json::write_result(out, result);
    }

    static value_type decode_result(std::string_view bytes, format form) {
        using carried = typename in_result<value_type>::type;
        if constexpr (std::is_void_v<carried>)
            return value_type();
        else
            return form == format::binary ? binary::decode<carried>(bytes) : json::decode_result<carried>(bytes);
    }
};

} // namespace yonder::rpc

#endif
