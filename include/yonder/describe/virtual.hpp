// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_VIRTUAL_HPP
#define YONDER_DESCRIBE_VIRTUAL_HPP
#pragma GCC system_header

#include <type_traits>

// Whether a pointer to a method points at one that is not virtual. The language has no such question, but what is
// constant differs: to clang, comparing pointers is not where it is unspecified, for virtual methods; to g++, the
// address of a method is, and the place in a table of virtual ones is none. A compiler that knows no difference finds
// every method virtual, and says so itself where a proxy overrides one that is not.

namespace yonder::describe {

template <bool>
struct asked_as_a_constant;

template <class Pointer>
constexpr bool is_address(Pointer pointer) {
#ifdef __clang__
    return pointer == pointer;
#else
    return (void (*)())pointer != nullptr;
#endif
}

template <auto Method>
inline constexpr bool has_address = requires {
    typename asked_as_a_constant<describe::is_address(Method)>; // qualified, so that no class of its types is asked
};

struct with_both {
    virtual ~with_both() = default;
    virtual void is_virtual() = 0;
    void is_not();
};
inline constexpr bool can_tell_virtual = has_address<&with_both::is_not> && !has_address<&with_both::is_virtual>;

// True of what is no method, too: a static one, or data.
template <auto Member>
constexpr bool is_not_virtual() {
    if constexpr (std::is_member_function_pointer_v<decltype(Member)>)
        return has_address<Member> && can_tell_virtual;
    else
        return true;
}

} // namespace yonder::describe

#endif
