// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_METHOD_CODEC_HPP
#define YONDER_RPC_METHOD_CODEC_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/result.hpp>
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/rpc/delivered.hpp>
#include <yonder/rpc/parameters.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::rpc {

// What a method replies that returns nothing.
constexpr std::string_view empty_reply(format form) { return form == format::json ? "{}" : ""; }

// In place of the exception being handled, for which a result has no form. What only JSON can say of it, it is asked
// for.
[[noreturn, gnu::cold]] void throw_without_form(format form, void (*as_json)(std::string& out, void const* result),
                                                void const* result);

// What a method returned, or an item, as a reply. Throws the error of a result that has no value, and result_error.
template <class T>
void encode_result(T const& returned, format form, std::string& out) {
    if constexpr (is_result<T>) {
        if constexpr (std::is_void_v<typename in_result<T>::type>) {
            returned.value();
            out += empty_reply(form);
        } else {
            encode_result(returned.value(), form, out);
        }
    } else {
        try {
            if (form == format::binary)
                binary::write(out, returned);
            else
                json::write_result(out, returned);
        } catch (...) {
            throw_without_form(
                form,
                [](std::string& unused, void const* result) {
                    json::write_result(unused, *static_cast<T const*>(result));
                },
                &returned);
        }
    }
}

// What a reply holds, which is not void; how large it may be is for the transport to say. Throws codec errors.
template <class T>
T decode_result(std::string_view bytes, format form) {
    using carried = typename in_result<T>::type;
    if constexpr (std::is_void_v<carried>)
        return T();
    codec::decode_options const any_size{.max_size = bytes.size()};
    if constexpr (!std::is_void_v<carried>)
        return form == format::binary ? binary::decode<carried>(bytes, any_size)
                                      : json::decode_result<carried>(bytes, any_size);
}

// The arguments of all methods with these parameters, to bytes and back; the method has their names. Decoding throws
// codec errors of its own. With pointers to the tuples, so that what calls these is compiled once.
template <class Parameters>
struct argument_codec {
    using list = tuples<Parameters>;
    using references = typename list::references;
    using values = typename list::values;

    static void encode(method_descriptor const& method, void const* tuple, format form, std::string& out) {
        auto const& arguments = *static_cast<references const*>(tuple);
        if constexpr (list::streams > 0)
            write(method, list::without_items(arguments), form, out);
        else
            write(method, arguments, form, out);
    }

    static void decode(method_descriptor const& method, std::string_view bytes, format form,
                       codec::decode_options const& options, void* arguments) {
        read(method, bytes, form, options, *static_cast<values*>(arguments));
    }

    // From one form to another by way of the C++ types.
    [[gnu::cold]] static void convert(method_descriptor const& method, std::string_view bytes, format from, format to,
                                      std::string& out) {
        values arguments;
        read(method, bytes, from, {}, arguments);
        if constexpr (std::is_constructible_v<references, values&> && list::streams == 0 && list::is_kept_as_it_is)
            write(method, references(arguments), to, out); // which is there already
        else
            write(method, arguments, to, out);
    }

    template <class Tuple>
    static void write(method_descriptor const& method, Tuple const& arguments, format form, std::string& out) {
        if (form == format::binary)
            binary::write_arguments(out, arguments);
        else
            json::write_arguments(out, method.parameter_names, arguments);
    }

    template <class Tuple>
    static void read(method_descriptor const& method, std::string_view bytes, format form,
                     codec::decode_options const& options, Tuple& arguments) {
        if (form == format::binary)
            binary::decode_arguments(bytes, method.parameter_names, arguments, options);
        else
            json::decode_arguments(bytes, method.parameter_names, arguments, options);
    }
};

// The codec of one method.
template <class Method>
struct method_codec {
    using arguments = argument_codec<typename Method::parameters>;
    using list = typename arguments::list;
    using references = typename arguments::references;
    using values = typename arguments::values;
    using value_type = typename delivered<typename Method::result_type>::type;
    static constexpr bool streams_arguments = list::streams > 0;

    // An item of the parameter that is a stream, as a message of arguments that has nothing else.
    using item_type = typename list::item;
    static void encode_argument_item(method_descriptor const& method, item_type const& item, format form,
                                     std::string& out) {
        arguments::write(method, list::item_alone(item), form, out);
    }
    static item_type decode_argument_item(method_descriptor const& method, std::string_view bytes, format form,
                                          codec::decode_options const& options) {
        auto message = list::no_item();
        arguments::read(method, bytes, form, options, message);
        auto& item = std::get<list::stream_place>(message);
        if (!item)
            throw codec::decode_error(std::string(method.parameter_names[list::stream_place]), "expected an item", 0,
                                      "missing");
        return std::move(*item);
    }
};

} // namespace yonder::rpc

#endif
