// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_SCHEMA_HPP
#define YONDER_RPC_SCHEMA_HPP

#include <yonder/codec/schema_of.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/describe/methods.hpp>
#include <yonder/describe/name.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/delivered.hpp>
#include <yonder/rpc/stored.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

// What an interface looks like, as data for programs that print or show it. Nobody else pays for it.

namespace yonder::rpc {

struct method_schema {
    std::string_view name;                           // on the wire
    std::span<codec::field_schema const> parameters; // numbered by position; one that is a stream as an optional item
    codec::schema_function result = nullptr;         // none if it returns nothing
    bool is_whole = false;                           // the result is a message by itself, not its field 1, "result"
    bool streams_arguments = false;
    bool streams_results = false;
    bool is_idempotent = false;
    codec::notes said;
};

struct thrown_schema {
    codec::schema_function type = nullptr;
    yonder::code code{};
};

struct interface_schema {
    std::string_view name;                  // on the wire: "bank.v1.Accounts"
    std::span<method_schema const> methods; // those of bases first, as an interface answers to all of them
    std::span<thrown_schema const> throws;
};

template <class Method, class Parameters = typename Method::parameters>
struct method_schemas;
template <class Method, class... P>
struct method_schemas<Method, describe::type_list<P...>> {
    static constexpr std::array<codec::field_schema, sizeof...(P)> make_parameters() {
        std::uint32_t number = 0;
        [[maybe_unused]] auto const& names = Method::parameter_names();
        return {codec::field_schema{names[number], ++number, &codec::schema_of<stored_t<P>>, nullptr, {}}...};
    }
    static constexpr auto parameters = make_parameters();

    static constexpr method_schema make() {
        using returned = typename Method::result_type;
        using carried = typename in_result<typename delivered<returned>::type>::type;
        method_schema made;
        made.name = Method::wire_name();
        made.parameters = parameters;
        if constexpr (!std::is_void_v<carried>) {
            made.result = &codec::schema_of<carried>;
            made.is_whole = codec::is_whole<carried>;
        }
        made.streams_arguments = ((streams_in<std::remove_cvref_t<P>> > 0) || ...);
        made.streams_results = streams_in<returned> > 0;
        made.is_idempotent = Method::template has<idempotent>();
        made.said = codec::notes_in(Method::annotations());
        return made;
    }
};

template <class Methods, class Throws>
struct interface_schemas;
template <class... Method, class... Thrown>
struct interface_schemas<describe::type_list<Method...>, describe::type_list<Thrown...>> {
    static constexpr std::array<method_schema, sizeof...(Method)> methods{method_schemas<Method>::make()...};
    static constexpr std::array<thrown_schema, sizeof...(Thrown)> throws{
        thrown_schema{&codec::schema_of<typename Thrown::type>, Thrown::value}...};
};

// The schema of a described interface that can cross. Its spans live as long as the program.
template <class I>
interface_schema schema_of_interface() {
    using all = interface_schemas<describe::methods_of<I>, describe::throws_of<I>>;
    return {type_name<I>(), all::methods, all::throws};
}

} // namespace yonder::rpc

#endif
