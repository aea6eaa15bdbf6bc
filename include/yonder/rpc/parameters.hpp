// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_PARAMETERS_HPP
#define YONDER_RPC_PARAMETERS_HPP

#include <yonder/call/stream.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/rpc/stored.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// An object kept for a parameter, as the method takes it.
template <class Parameter, class Stored>
Parameter as_parameter(Stored& object) {
    if constexpr (std::is_reference_v<Parameter> || !std::is_same_v<std::remove_cv_t<Parameter>, Stored>)
        return Parameter(object);
    else
        return std::move(object);
}

template <class T>
struct item_of;
template <class T>
struct item_of<stream<T>> {
    using type = T;
};

template <class... P>
struct first_item {
    using type = bool; // nobody's
};
template <class First, class... Rest>
struct first_item<First, Rest...> : std::conditional_t<is_stream<std::remove_cvref_t<First>>,
                                                       item_of<std::remove_cvref_t<First>>, first_item<Rest...>> {};

template <class List>
struct tuples;
template <class... P>
struct tuples<describe::type_list<P...>> {
    using references = std::tuple<std::remove_reference_t<P> const&...>; // as call::arguments() makes them
    using values = std::tuple<stored_t<P>...>;
    using owned = std::tuple<owned_t<P>...>;

    static constexpr bool is_kept_as_it_is = (std::is_same_v<std::remove_cvref_t<P>, stored_t<P>> && ...);

    static constexpr std::array<bool, sizeof...(P)> is_streamed{is_stream<std::remove_cvref_t<P>>...};
    static constexpr std::size_t streams = static_cast<std::size_t>(std::ranges::count(is_streamed, true));
    static constexpr std::size_t stream_place =
        static_cast<std::size_t>(std::ranges::find(is_streamed, true) - is_streamed.begin());
    using item = typename first_item<P...>::type;

    // What stands for a stream among arguments: nothing.
    template <class T, class Else>
    using or_nothing = std::conditional_t<is_stream<std::remove_cvref_t<T>>, std::optional<bool>, Else>;

    static auto without_items(references const& arguments) {
        return std::apply(
            [](auto const&... one) {
                return std::tuple<or_nothing<P, std::remove_reference_t<P> const&>...>(nothing_for_a_stream(one)...);
            },
            arguments);
    }

    // What stands for the others among items.
    template <class T, class Item>
    using only_items = std::conditional_t<is_stream<std::remove_cvref_t<T>>, Item, std::optional<bool>>;

    static auto no_item() { return std::tuple<only_items<P, std::optional<item>>...>(); }
    static auto item_alone(item const& one) {
        std::tuple<only_items<P, std::shared_ptr<item const>>...> message;
        std::get<stream_place>(message) = std::shared_ptr<item const>(std::shared_ptr<void>(), &one); // owns nothing
        return message;
    }

private:
    template <class T>
    static decltype(auto) nothing_for_a_stream(T const& argument) {
        if constexpr (is_stream<T>)
            return std::optional<bool>();
        else
            return argument;
    }
};

} // namespace yonder::rpc

#endif
