// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_OUTCOME_HPP
#define YONDER_CALL_OUTCOME_HPP

#include <yonder/describe/signature.hpp>

#include <type_traits>
#include <utility>
#include <variant>

namespace yonder {

// Stands for every case that has a handler.
struct all_handled;

template <class Handlers, class... Case>
struct first_unhandled {
    using type = all_handled;
};
template <class Handlers, class First, class... Rest>
struct first_unhandled<Handlers, First, Rest...>
    : std::conditional_t<std::is_invocable_v<Handlers, First>, first_unhandled<Handlers, Rest...>,
                         std::type_identity<std::remove_cvref_t<First>>> {};

// The class that fails names the case.
template <class Case>
struct unhandled {
    static_assert(
        std::is_same_v<Case, all_handled>,
        "outcome::match has no handler for this case: add a function that takes it, or one that takes auto const&");
    static constexpr bool value = true;
};

template <class... Handler>
struct overloaded : Handler... {
    using Handler::operator()...;
};

// What a method says in words of its domain: one of several described structs, none of which is an error. On the wire
// it is an answer, named by its case: {"Transferred": {...}}, or a oneof. The first case is what it holds at first.
template <class... Cases>
class outcome {
    static_assert(sizeof...(Cases) > 0 && (std::is_class_v<Cases> && ...), "the cases of an outcome are structs");

public:
    using variant_type = std::variant<Cases...>;

    outcome() = default;

    template <class Case>
    requires(std::is_same_v<std::remove_cvref_t<Case>, Cases> || ...) outcome(Case&& held)
        : held_(std::forward<Case>(held)) {} // as a method returns one of its cases

    template <class Case>
    bool is() const noexcept {
        return std::holds_alternative<Case>(held_);
    }

    // The case, or throws std::bad_variant_access if it is another.
    template <class Case>
    Case const& get() const {
        return std::get<Case>(held_);
    }

    // The case, or null if it is another.
    template <class Case>
    Case const* get_if() const noexcept {
        return std::get_if<Case>(&held_);
    }

    // Calls the one of `handlers` that takes the case it is, and returns what that returns. Without a handler for each
    // case it does not compile. All of them return the same type.
    template <class... Handler>
    decltype(auto) match(Handler... handlers) const& {
        using missing = typename first_unhandled<overloaded<Handler...>&, Cases const&...>::type;
        static_cast<void>(requires { unhandled<missing>::value; });
        return match_in<missing>(held_, overloaded<Handler...>{std::move(handlers)...});
    }
    template <class... Handler>
    decltype(auto) match(Handler... handlers) && {
        using missing = typename first_unhandled<overloaded<Handler...>&, Cases&&...>::type;
        static_cast<void>(requires { unhandled<missing>::value; });
        return match_in<missing>(std::move(held_), overloaded<Handler...>{std::move(handlers)...});
    }

    variant_type const& as_variant() const noexcept { return held_; }

    friend bool operator==(outcome const&, outcome const&) = default;

    // How it crosses: as the variant.
    friend variant_type const& yonder_to_wire(outcome const& value) noexcept { return value.held_; }
    friend outcome yonder_from_wire(std::type_identity<outcome>, variant_type held) {
        outcome made;
        made.held_ = std::move(held);
        return made;
    }

private:
    // For the compiler to go on with after its one error.
    struct anything {
        template <class T>
        operator T() const;
    };

    template <class Missing, class Variant, class Handlers>
    static decltype(auto) match_in(Variant&& held, Handlers&& handlers) {
        if constexpr (std::is_same_v<Missing, all_handled>)
            return std::visit(handlers, std::forward<Variant>(held));
        else
            return anything();
    }

    variant_type held_;
};

} // namespace yonder

#endif
