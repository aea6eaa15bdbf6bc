// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_PROTO_HPP
#define YONDER_RPC_PROTO_HPP

#include <yonder/codec/refusal.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/schema.hpp>

#include <string>
#include <type_traits>
#include <vector>

namespace yonder {

// A file in the language of Protocol Buffers, proto3.
struct proto_file {
    std::string path; // from where protoc looks for imports: "bank/v1/contract.proto" for the package bank.v1
    std::string text;
};

namespace rpc {

// What is to be printed.
struct contract {
    std::vector<interface_schema> interfaces;
    std::vector<codec::schema const*> types;
};
std::vector<proto_file> print_files(contract const& of);
std::string print_file(contract const& of);
void add_interface(contract& to, interface_schema const& one); // once

template <class T>
inline constexpr bool is_interface = described_interface<T> || std::is_abstract_v<T>;
template <class T>
inline constexpr bool has_form_of_its_own =
    codec::kind_of<T> == codec::kind::structure || codec::kind_of<T> == codec::kind::enumeration;

// What keeps T from being printed.
template <class T>
constexpr auto find_print_fault() {
    if constexpr (is_interface<T>)
        return std::type_identity<interface_fault<T>>();
    else
        return std::type_identity<codec::first_fault<T>>();
}

template <class T>
void add_to(contract& to) {
    if constexpr (is_interface<T>) {
        if constexpr (described_interface<T> && interface_crosses<T>)
            add_interface(to, schema_of_interface<T>());
    } else if constexpr (has_form_of_its_own<T> && codec::crosses<T>) {
        to.types.push_back(&codec::schema_of<T>());
    }
}

} // namespace rpc

// The files of .proto for described interfaces, and for structs and enums that are wanted beside them, one for each
// namespace, those that are imported first. A peer with code made from them exchanges the same bytes; the comments say
// where JSON differs. Print those interfaces together whose peers load them together: a file has what these need.
// Throws std::invalid_argument if something has no place in .proto.
template <class... T>
std::vector<proto_file> print_proto_files() {
    static_cast<void>(
        requires { (undescribed < T, !rpc::is_interface<T> || described_interface < T >> ::value && ...); });
    static_cast<void>(requires { (codec::refuse<typename decltype(rpc::find_print_fault<T>())::type>::value && ...); });
    static_assert(((rpc::is_interface<T> || rpc::has_form_of_its_own<T> || !codec::crosses<T>)&&...),
                  "print_proto takes described interfaces, structs and enums: others have no name in .proto");
    rpc::contract all;
    (rpc::add_to<T>(all), ...);
    return rpc::print_files(all);
}

// The text of one of these files, of the namespace that all of T stand in. Throws std::invalid_argument if they stand
// in several.
template <class... T>
std::string print_proto() {
    static_cast<void>(
        requires { (undescribed < T, !rpc::is_interface<T> || described_interface < T >> ::value && ...); });
    static_cast<void>(requires { (codec::refuse<typename decltype(rpc::find_print_fault<T>())::type>::value && ...); });
    static_assert(((rpc::is_interface<T> || rpc::has_form_of_its_own<T> || !codec::crosses<T>)&&...),
                  "print_proto takes described interfaces, structs and enums: others have no name in .proto");
    rpc::contract all;
    (rpc::add_to<T>(all), ...);
    return rpc::print_file(all);
}

} // namespace yonder

#endif
