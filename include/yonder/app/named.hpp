// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_NAMED_HPP
#define YONDER_APP_NAMED_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace yonder {
namespace app {

// A string as a template argument.
template <std::size_t Size>
struct text_constant {
    char characters[Size]{};
    consteval text_constant(char const (&text)[Size]) { std::copy_n(text, Size, characters); }
    constexpr std::string_view view() const { return {characters, Size - 1}; }
};

} // namespace app

// A dependency on a binding with a name: app.bind<Teller>().to<Desk, yonder::named<Accounts, "eu">>()
template <class I, app::text_constant Name>
struct named {};

namespace app {

template <class Dependency>
struct dependency_of {
    using interface_type = Dependency;
    static std::string name() { return {}; }
};
template <class I, text_constant Name>
struct dependency_of<named<I, Name>> {
    using interface_type = I;
    static std::string name() { return std::string(Name.view()); }
};

} // namespace app
} // namespace yonder

#endif
