// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_METHOD_CODEC_HPP
#define YONDER_RPC_METHOD_CODEC_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/result.hpp>
#include <yonder/codec/addresses.hpp>
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

// A result without its type: to both forms and back. Without a value, it is that of a method that returns nothing.
struct erased_result {
    void const* value = nullptr;
    void (*as_binary)(std::string& out, void const* value) = nullptr;
    void (*as_json)(std::string& out, void const* value) = nullptr;
};
struct erased_room {
    void* value = nullptr;
    void (*from_binary)(std::string_view bytes, void* value, codec::decode_options const& options) = nullptr;
    void (*from_json)(std::string_view text, void* value, codec::decode_options const& options) = nullptr;
};

// Throws result_error.
void encode_result(erased_result const& returned, format form, std::string& out);

// How large it may be is for the transport to say. Throws codec errors.
void decode_result(std::string_view bytes, format form, erased_room const& into);

// What a method returned, or an item. Throws the error of a result that has no value.
template <class T>
erased_result erase_result(T const& returned) {
    if constexpr (is_result<T>) {
        if constexpr (std::is_void_v<typename in_result<T>::type>) {
            returned.value();
            return {};
        } else {
            return erase_result(returned.value());
        }
    } else {
        return {&returned,
                [](std::string& out, void const* value) { binary::write(out, *static_cast<T const*>(value)); },
                [](std::string& out, void const* value) { json::write_result(out, *static_cast<T const*>(value)); }};
    }
}

template <class T>
void encode_result(T const& returned, format form, std::string& out) {
    encode_result(erase_result(returned), form, out);
}

// Room for a result that is there.
template <class T>
erased_room room_for(T& result) {
    return {&result,
            [](std::string_view bytes, void* value, codec::decode_options const& options) {
                binary::decode_into(*static_cast<T*>(value), bytes, options);
            },
            [](std::string_view text, void* value, codec::decode_options const& options) {
                json::decode_result_into(*static_cast<T*>(value), text, options);
            }};
}

// What a reply holds, which is not void. Throws codec errors.
template <class T>
T decode_result(std::string_view bytes, format form) {
    using carried = typename in_result<T>::type;
    if constexpr (std::is_void_v<carried>) {
        return T();
    } else {
        static_assert(std::is_default_constructible_v<carried>, "a type that is read must have a default constructor");
        carried result{};
        decode_result(bytes, form, room_for(result));
        return result;
    }
}

// How arguments are written and read, whose places are as many as the method has parameters.
struct argument_writers {
    binary::field_writer const* binary;
    json::field_writer const* json;
};
struct argument_readers {
    binary::field_reader const* binary;
    json::field_reader const* json;
};
void encode_arguments(method_descriptor const& method, void const* const* values, argument_writers writers, format form,
                      std::string& out);

// Throws codec errors of its own.
void decode_arguments(method_descriptor const& method, std::string_view bytes, format form,
                      codec::decode_options const& options, void* const* values, argument_readers readers);

// The arguments of all methods with these parameters, to bytes and back; the method has their names. With pointers to
// the tuples, so that what calls these is compiled once.
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
        write(method, arguments, to, out);
    }

    template <class... T>
    static void write(method_descriptor const& method, std::tuple<T...> const& arguments, format form,
                      std::string& out) {
        encode_arguments(method, codec::addresses_of(arguments).data(),
                         {binary::field_writers<std::remove_cvref_t<T>...>.data(),
                          json::argument_writers<std::remove_cvref_t<T>...>.data()},
                         form, out);
    }

    template <class... T>
    static void read(method_descriptor const& method, std::string_view bytes, format form,
                     codec::decode_options const& options, std::tuple<T...>& arguments) {
        decode_arguments(method, bytes, form, options, codec::addresses_of(arguments).data(),
                         {binary::field_readers<T...>.data(), json::argument_readers<T...>.data()});
    }
};

// The codec of all methods that return Result and take Parameters.
template <class Result, class Parameters>
struct signature_codec {
    using arguments = argument_codec<Parameters>;
    using list = typename arguments::list;
    using references = typename arguments::references;
    using values = typename arguments::values;
    using value_type = typename delivered<Result>::type;
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

template <class Method>
using method_codec = signature_codec<typename Method::result_type, typename Method::parameters>;

} // namespace yonder::rpc

#endif
