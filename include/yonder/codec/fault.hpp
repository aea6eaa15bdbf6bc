// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_FAULT_HPP
#define YONDER_CODEC_FAULT_HPP

namespace yonder::codec {

// Why a type cannot cross, as a type that compilers print with the names of the culprits. Never defined.
struct no_fault;

// Where it is. `What` is the type that cannot cross, or one of the reasons below.
template <auto Member, class What>
struct in_member; // within the type of that member
template <class What>
struct in_type; // within the type that was asked about

// What a type is that could cross by itself, but not there.
template <class Element>
struct not_default_constructible; // made while reading, as an element of something else
template <class Key>
struct not_a_key; // of a map
template <class Element>
struct not_told_apart; // of a set
template <class Inner>
struct empty_twice; // an optional or pointer right within another: both are null
template <class Base>
struct sliced; // a pointer to a polymorphic type, of which only the part that is Base would cross
template <class Custom>
struct not_read_back; // yonder_to_wire without its counterpart

template <class Outcome>
struct not_cases; // not all of them are structs

// What is said of a member and cannot be.
template <auto Number>
struct bad_field_number; // out of range, or that of another member
template <class Constraint>
struct unsuited; // it is for members of other types

// Of a struct as a whole.
template <class Struct>
struct names_alike; // two members differ only by camel case, or one hides another of a base
template <class Struct, class Base>
struct base_not_described;
template <class Struct>
struct not_public; // a described member or base is private or protected

// Of the parameters of a method.
struct streamed_twice; // more than one is a stream

// Of a variant.
template <class Variant>
struct tags_alike; // two alternatives have the same name

} // namespace yonder::codec

#endif
