// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_BOOST_CLASS_HPP
#define YONDER_DESCRIBE_BOOST_CLASS_HPP

#include <yonder/describe/method.hpp>
#include <yonder/describe/signature.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/modifiers.hpp>

#include <cstddef>
#include <utility>

// An interface is a described class to Boost.Describe, too. BOOST_DESCRIBE_STRUCT is not used, as it would take the
// address of each method beside our own check: a method that is misspelt would give errors from within Boost. What the
// macro would write is made here of what YONDER_INTERFACE wrote, when somebody asks for it.

namespace yonder::describe {

template <class Method>
struct boost_member {
    static constexpr auto pointer = Method::pointer;
    static constexpr char const* name = Method::name().data(); // a literal
    static constexpr unsigned modifiers = boost::describe::mod_public | boost::describe::mod_function;
};

template <class I, class... Bases>
constexpr auto boost_bases(type_list<Bases...>) {
    return boost::describe::detail::list<boost::describe::detail::base_descriptor<I, Bases>...>();
}

template <class I, std::size_t... Index>
constexpr auto boost_members(std::index_sequence<Index...>) {
    return boost::describe::detail::list<boost_member<method<I, Index>>...>();
}

} // namespace yonder::describe

// Templates, so that nothing is made until Boost asks.
#define YONDER_BOOST_CLASS(I, COUNT)                                                                                   \
    template <class YonderInterface = I>                                                                               \
    constexpr auto boost_base_descriptor_fn(I**) {                                                                     \
        return ::yonder::describe::boost_bases<YonderInterface>(                                                       \
            typename decltype(yonder_interface(static_cast<YonderInterface**>(nullptr)))::bases());                    \
    }                                                                                                                  \
    template <class YonderInterface = I>                                                                               \
    constexpr auto boost_public_member_descriptor_fn(I**) {                                                            \
        return ::yonder::describe::boost_members<YonderInterface>(::std::make_index_sequence<COUNT>());                \
    }                                                                                                                  \
    [[maybe_unused]] constexpr auto boost_protected_member_descriptor_fn(I**) {                                        \
        return ::boost::describe::detail::list<>();                                                                    \
    }                                                                                                                  \
    [[maybe_unused]] constexpr auto boost_private_member_descriptor_fn(I**) {                                          \
        return ::boost::describe::detail::list<>();                                                                    \
    }

#endif
