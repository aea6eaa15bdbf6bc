// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_CHECK_HPP
#define YONDER_DESCRIBE_CHECK_HPP

#include <yonder/describe/fault.hpp>

// What YONDER_INTERFACE refuses: one static_assert for the first fault, which says what to do about it. Compilers print
// the fault's type, so the message is short on every one of them.

namespace yonder::describe {

template <class T>
inline constexpr bool never = false;

template <class Fault>
struct accept;
template <>
struct accept<no_fault> {
    static constexpr bool value = true;
};
template <class I>
struct accept<destructor_fault<I>> : accept<no_fault> {
    static_assert(never<I>, "an interface needs a public virtual destructor: add `virtual ~Name() = default;`");
};
template <class I>
struct accept<count_fault<I>> : accept<no_fault> {
    static_assert(never<I>,
                  "YONDER_INTERFACE lists more than 52 methods, which is what one list of Boost.Describe holds: move "
                  "some to a base interface and name it in the list of bases");
};
template <class I>
struct accept<bases_fault<I>> : accept<no_fault> {
    static_assert(never<I>, "YONDER_INTERFACE lists bases without parentheses: write (Base, ...), or () for none");
};
template <class I, class Base>
struct accept<base_fault<I, Base>> : accept<no_fault> {
    static_assert(never<accept>, "the list of bases in YONDER_INTERFACE names a class that is not a public base of the "
                                 "interface: correct YONDER_INTERFACE(I, (Bases), (method, parameter...)...)");
};
template <class I, class Base>
struct accept<undescribed_base_fault<I, Base>> : accept<no_fault> {
    static_assert(never<accept>,
                  "the list of bases in YONDER_INTERFACE names a class that is not described: write "
                  "YONDER_INTERFACE(Base, (Bases), (method, parameter...)...) beside it, above this one");
};
template <class I, class... Entry>
struct accept<entry_fault<I, Entry...>> : accept<no_fault> {
    static_assert(never<accept>,
                  "YONDER_INTERFACE lists a method without parentheses: write (method, parameter...) for "
                  "each, and (method) for one without parameters");
};
template <class I, class Name>
struct accept<method_fault<I, Name>> : accept<no_fault> {
    static_assert(never<accept>,
                  "YONDER_INTERFACE lists a method that the interface does not have, or has several of: correct the "
                  "name; name an overload by its signature, ((R (Args...) const) name, parameter...)");
};
template <class I, class Name>
struct accept<virtual_fault<I, Name>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_INTERFACE lists a member that is not a virtual method, so a proxy cannot "
                                 "override it: make it virtual, or take it out of the list");
};
template <auto Method>
struct accept<form_fault<Method>> : accept<no_fault> {
    static_assert(never<accept>, "a method is volatile or takes `...`, which cannot be said to another process: drop "
                                 "that, or take the method out of YONDER_INTERFACE");
};
template <auto Method, class... Names>
struct accept<names_fault<Method, Names...>> : accept<no_fault> {
    static_assert(never<accept>,
                  "YONDER_INTERFACE must name each parameter of a method: (method, a name for each parameter)");
};
template <auto Method, class Name>
struct accept<repeated_fault<Method, Name>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_INTERFACE gives two parameters of a method the same name, which is their name "
                                 "on the wire: rename one");
};
template <auto Method>
struct accept<result_fault<Method>> : accept<no_fault> {
    static_assert(never<accept>, "a method returns a reference, which cannot cross to another process: return a value");
};
template <auto Method>
struct accept<qualifier_fault<Method>> : accept<no_fault> {
    static_assert(never<accept>, "a method is qualified with &&, but a proxy is called many times: drop the &&");
};
template <auto Method, class Parameter>
struct accept<reference_fault<Method, Parameter>> : accept<no_fault> {
    static_assert(never<accept>,
                  "a parameter is a reference that is not const, so a remote peer could not write to it: take it "
                  "by value or by const&, and return what changes");
};
template <auto Method, class Parameter>
struct accept<lifetime_fault<Method, Parameter>> : accept<no_fault> {
    static_assert(never<accept>,
                  "a parameter is a reference or a view in a method that returns a future or a stream, which "
                  "would outlive it: take it by value");
};

} // namespace yonder::describe

#endif
