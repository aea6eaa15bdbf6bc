// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_METHOD_CODEC_HPP
#define YONDER_RPC_METHOD_CODEC_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/result.hpp>
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/rpc/parameters.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::rpc {

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
struct delivered<stream<T>> {
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
    using list = tuples<typename Method::parameters>;
    using references = typename tuples<typename Method::parameters>::references;
    using values = typename tuples<typename Method::parameters>::values;
    using value_type = typename delivered<typename Method::result_type>::type;
    static constexpr bool streams_arguments = list::streams > 0;

    // What a method replies that returns nothing.
    static constexpr std::string_view empty_reply(format form) { return form == format::json ? "{}" : ""; }

    static void encode_arguments(void const* tuple, format form, std::string& out) {
        auto const& arguments = *static_cast<references const*>(tuple);
        if constexpr (streams_arguments)
            write_arguments(list::without_items(arguments), form, out);
        else
            write_arguments(arguments, form, out);
    }

    // An item of the parameter that is a stream, as a message of arguments that has nothing else.
    using item_type = typename list::item;
    static void encode_argument_item(item_type const& item, format form, std::string& out) {
        write_arguments(list::item_alone(item), form, out);
    }
    static item_type decode_argument_item(std::string_view bytes, format form, codec::decode_options const& options) {
        auto message = list::no_item();
        if (form == format::binary)
            binary::decode_arguments(bytes, Method::parameter_names(), message, options);
        else
            json::decode_arguments(bytes, Method::parameter_names(), message, options);
        auto& item = std::get<list::stream_place>(message);
        if (!item)
            throw codec::decode_error(std::string(Method::parameter_names()[list::stream_place]), "expected an item", 0,
                                      "missing");
        return std::move(*item);
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
