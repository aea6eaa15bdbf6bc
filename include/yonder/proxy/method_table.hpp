// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_PROXY_METHOD_TABLE_HPP
#define YONDER_PROXY_METHOD_TABLE_HPP

#include <yonder/describe/methods.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace yonder::proxy {

// The names of methods on the wire, sorted, each with the method's number in describe::methods_of<I>. A constant.
template <std::size_t Count>
struct sorted_names {
    struct entry {
        std::string_view name;
        std::size_t number = 0;
    };
    std::array<entry, Count> entries{};

    constexpr bool is_unambiguous() const {
        return std::adjacent_find(entries.begin(), entries.end(),
                                  [](entry const& a, entry const& b) { return a.name == b.name; }) == entries.end();
    }
};

template <class... Method>
constexpr auto sort_names(describe::type_list<Method...>) {
    sorted_names<sizeof...(Method)> table;
    std::size_t number = 0;
    ((table.entries[number] = {Method::wire_name(), number}, ++number), ...);
    std::sort(table.entries.begin(), table.entries.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    return table;
}

// The dispatch table of I, without what a call does: rpc::dispatcher adds a thunk to each number.
template <class I>
struct method_table {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    static constexpr std::size_t size = describe::methods_of<I>::size;
    static constexpr auto names = sort_names(describe::methods_of<I>());

    static constexpr bool is_unambiguous() { return names.is_unambiguous(); }

    // The number of the method with this name on the wire, or `none`. Upper and lower case differ.
    static constexpr std::size_t find(std::string_view name) {
        auto const at =
            std::lower_bound(names.entries.begin(), names.entries.end(), name,
                             [](auto const& entry, std::string_view wanted) { return entry.name < wanted; });
        return at != names.entries.end() && at->name == name ? at->number : none;
    }
};

} // namespace yonder::proxy

#endif
