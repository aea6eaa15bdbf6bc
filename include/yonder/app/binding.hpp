// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_BINDING_HPP
#define YONDER_APP_BINDING_HPP

#include <yonder/describe/methods.hpp>
#include <yonder/describe/name.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/remote.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <typeindex>

namespace yonder {
namespace app {

// What can be done with an interface without knowing its type. An interface that is not described can be bound to an
// object in this process and nowhere else: then the functions are null. make_remote and make_isolated are null too if a
// method is noexcept. Pointers to void hold a pointer to the interface.
struct interface_operations {
    std::type_index type = typeid(void);
    std::string_view name; // on the wire; of an interface that is not described, what the compiler calls it
    std::shared_ptr<void> (*make_remote)(std::shared_ptr<invoker> target, rpc::remote_options options) = nullptr;
    std::shared_ptr<void> (*make_isolated)(std::shared_ptr<void> target, rpc::dispatcher_options options) = nullptr;
    rpc::service (*make_service)(std::shared_ptr<void> target, rpc::dispatcher_options options) = nullptr;
    interface_descriptor const& (*describe)() = nullptr; // with make_service

    bool is_described() const noexcept { return make_service != nullptr; }
};

// A type's name for people, as the compiler has it. Lives as long as the program.
std::string_view readable_name(std::type_index type);

// Asked where bind and expose are near, which keeps the message short. True of what has no proxy.
template <class I>
constexpr bool is_whole() {
    if constexpr (!described_interface<I>)
        return true;
    else if constexpr (rpc::interface_crosses<I> && rpc::can_be_remote<I>)
        return proxy::is_whole<I, rpc::remote_handler<I>>;
    else
        return true;
}

} // namespace app

// All that bind and expose instantiate for an interface: the proxy, the dispatcher and the codecs of its types. To have
// it compiled in one file only, declare `extern template struct yonder::binding<Accounts>;` in a header and write
// `template struct yonder::binding<Accounts>;` in that file.
template <class I>
struct binding {
    static app::interface_operations const& operations();
};

// Not inline, so that the declaration above has an effect.
template <class I>
app::interface_operations const& binding<I>::operations() {
    static app::interface_operations const instance = [] {
        app::interface_operations made;
        made.type = typeid(I);
        if constexpr (!described_interface<I>) {
            made.name = app::readable_name(typeid(I));
        } else if constexpr (rpc::interface_crosses<I>) {
            made.name = type_name<I>();
            made.describe = &rpc::describe_interface<I>;
            made.make_service = [](std::shared_ptr<void> target, rpc::dispatcher_options options) {
                return rpc::make_service<I>(std::static_pointer_cast<I>(std::move(target)), options);
            };
            if constexpr (rpc::can_be_remote<I> && app::is_whole<I>()) {
                made.make_remote = [](std::shared_ptr<invoker> target,
                                      rpc::remote_options options) -> std::shared_ptr<void> {
                    return std::shared_ptr<I>(rpc::make_remote<I>(std::move(target), options));
                };
                made.make_isolated = [](std::shared_ptr<void> target,
                                        rpc::dispatcher_options options) -> std::shared_ptr<void> {
                    auto typed = std::static_pointer_cast<I>(std::move(target));
                    return std::shared_ptr<I>(rpc::make_isolated<I>(std::move(typed), options));
                };
            }
        }
        return made;
    }();
    constexpr bool is_whole = app::is_whole<I>(); // after the name, whose own message would be long from within a proxy
    static_assert(is_whole, "the interface has a pure virtual method that YONDER_INTERFACE does not list: list it, or "
                            "in the list of bases the one that declares it");
    return instance;
}

} // namespace yonder

#endif
