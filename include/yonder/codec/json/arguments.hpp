// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_ARGUMENTS_HPP
#define YONDER_CODEC_JSON_ARGUMENTS_HPP

#include <yonder/codec/json/fields.hpp>
#include <yonder/codec/json/sequence.hpp>
#include <yonder/codec/json/structure.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace yonder::json {

// The arguments of a method as an object. `Method` has a constexpr parameter_names(), an array of string views.
template <class Method>
struct argument_fields {
    static constexpr auto names = Method::parameter_names();
    static constexpr char const* noun = "argument";

    template <class T>
    static constexpr bool keeps_null = kind_of<T> == kind::sequence || kind_of<T> == kind::set || kind_of<T> == kind::map;

    template <std::size_t Index, class Tuple>
    static auto& get(Tuple& arguments) {
        return std::get<Index>(arguments);
    }
};

// Appends {"from": ..., "to": ...}. `arguments` is a std::tuple of values or references.
template <class Method, class... T>
void write_arguments(std::string& out, std::tuple<T...> const& arguments) {
    writer to(out);
    write_fields<argument_fields<Method>>(to, arguments, std::index_sequence_for<T...>());
    to.finish();
}

template <class Method, class... T, std::size_t... Index>
bool check_missing(reader& in, std::bitset<sizeof...(T)> const& seen, char const* from, std::tuple<T...> const&,
                   std::index_sequence<Index...>) {
    static constexpr std::array<bool, sizeof...(T)> may_be_absent{codec::is_empty_when_absent<T>...};
    for (std::size_t i = 0; i < sizeof...(T); ++i)
        if (!seen[i] && !may_be_absent[i]) {
            std::string wanted;
            for (std::string_view const name : argument_fields<Method>::names)
                wanted += (wanted.empty() ? "" : ", ") + std::string(name);
            return in.fail_at(from, "missing argument \"" + std::string(argument_fields<Method>::names[i]) +
                                        "\": the arguments are " + wanted);
        }
    return true;
}

// Arguments as an object in any order, as an array in order, or no text for none. One that is missing is an error, unless its type
// has an empty value that absence stands for. null stands for absence too.
template <class Method, class... T>
bool read_arguments(reader& in, std::tuple<T...>& arguments) {
    using fields = argument_fields<Method>;
    using object_reader = reader_of_fields<fields, std::tuple<T...>>;
    typename object_reader::seen_set seen;
    char const first = in.peek();
    char const* const from = in.at();
    if (first == '[') {
        static constexpr auto functions = []<std::size_t... Index>(std::index_sequence<Index...>) {
            return std::array<typename object_reader::read_function, sizeof...(T)>{
                &read_field<fields, Index, std::tuple<T...>>...};
        }(std::index_sequence_for<T...>());
        bool const read = read_array(in, [&](std::size_t index) {
            if (index >= sizeof...(T))
                return in.fail("expected " + std::to_string(sizeof...(T)) + " arguments, got more");
            seen.set(index);
            return functions[index](in, arguments);
        });
        if (!read)
            return false;
    } else if (in.at() != in.end()) {
        if (first != '{')
            return in.fail_expected("an object with the arguments by name, or an array with them in order");
        if (!object_reader::read(in, arguments, seen))
            return false;
    }
    return in.finish() && check_missing<Method>(in, seen, from, arguments, std::index_sequence_for<T...>());
}

// A described struct is a reply by itself; anything else is wrapped as {"result": ...}, as a reply is always an object.
template <class Result>
inline constexpr bool is_reply_itself = kind_of<Result> == kind::structure;

template <class Result>
struct result_fields {
    static constexpr std::array<std::string_view, 1> names{"result"};
    static constexpr char const* noun = "member";

    template <class T>
    static constexpr bool keeps_null = false;

    template <std::size_t, class Object>
    static auto& get(Object& object) {
        return object;
    }
};

} // namespace yonder::json

#endif
