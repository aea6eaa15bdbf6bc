// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_BINDER_HPP
#define YONDER_APP_BINDER_HPP

#include <yonder/app/binding_settings.hpp>
#include <yonder/app/named.hpp>
#include <yonder/app/record.hpp>
#include <yonder/rpc/observe_local.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace yonder {
namespace app {

template <class Dependency>
auto resolve(container& from);

} // namespace app

// What container::bind returns, to say where the interface leads, and by its base how. Valid as long as the container.
// Not for several threads.
template <class I>
class binder : public binding_settings<binder<I>> {
public:
    explicit binder(app::record& record) : binding_settings<binder<I>>(record), record_(&record) {}

    // An Implementation made by the container on first use, from the objects bound to Dependencies, each passed as a
    // std::shared_ptr. A dependency is an interface, or named<Interface, "name">.
    template <class Implementation, class... Dependencies>
    binder& to() {
        constexpr bool implements = std::is_convertible_v<Implementation*, I*>;
        constexpr bool can_be_made =
            std::is_constructible_v<Implementation,
                                    std::shared_ptr<typename app::dependency_of<Dependencies>::interface_type>...>;
        constexpr bool is_whole = !implements || !std::is_abstract_v<Implementation>;
        static_assert(implements,
                      "to<Implementation>(): it does not implement the interface: derive it from that, publicly");
        static_assert(is_whole,
                      "to<Implementation>(): it is abstract: a method of the interface is not overridden, or not with "
                      "the same signature");
        static_assert(
            can_be_made || !implements || !is_whole,
            "to<Implementation, Dependencies...>(): it has no constructor that takes a std::shared_ptr to each of "
            "the dependencies, in this order");
        record_->by_code.where = app::placement::local;
        record_->is_given_null = false;
        record_->dependencies = {{&binding<typename app::dependency_of<Dependencies>::interface_type>::operations(),
                                  app::dependency_of<Dependencies>::name()}...};
        if constexpr (implements && can_be_made && !describe::is_refused<I>)
            record_->make = []([[maybe_unused]] container& from) -> std::shared_ptr<void> {
                return std::shared_ptr<I>(std::make_shared<Implementation>(app::resolve<Dependencies>(from)...));
            };
        return *this;
    }

    // An object of the program's own, shared or handed over.
    template <class Implementation>
    binder& to(std::shared_ptr<Implementation> object) {
        constexpr bool implements = std::is_convertible_v<Implementation*, I*>;
        static_assert(implements, "to(object): it does not implement the interface: derive it from that, publicly");
        if constexpr (implements)
            bind_object(std::move(object));
        return *this;
    }
    template <class Implementation, class Deleter>
    binder& to(std::unique_ptr<Implementation, Deleter> object) {
        constexpr bool implements = std::is_convertible_v<Implementation*, I*>;
        static_assert(implements, "to(object): it does not implement the interface: derive it from that, publicly");
        if constexpr (implements)
            bind_object(std::move(object));
        return *this;
    }

    // What a function returns, as a std::shared_ptr or std::unique_ptr to an implementation: called with the container,
    // or with nothing, on first use. What it takes from the container itself is not known to check().
    template <class Factory>
    binder& to(Factory factory) {
        constexpr bool takes_container = std::is_invocable_v<Factory&, container&>;
        constexpr bool is_function = takes_container || std::is_invocable_v<Factory&>;
        static_assert(is_function, "to(source): it is neither a std::shared_ptr nor a std::unique_ptr, nor a function "
                                   "that returns one and takes nothing or a yonder::container&");
        if constexpr (takes_container)
            bind_factory<std::invoke_result_t<Factory&, container&>>(std::move(factory));
        else if constexpr (is_function)
            bind_factory<std::invoke_result_t<Factory&>>(
                [factory = std::move(factory)](container&) mutable { return factory(); });
        return *this;
    }

    // As to(), behind the codec: nothing is shared with the caller, and failures look as they do from afar.
    template <class Implementation, class... Dependencies>
    binder& to_isolated() {
        static_cast<void>(sizeof(undescribed<I>));
        if constexpr (described_interface<I>)
            static_cast<void>(requires { rpc::refuse_remote<rpc::noexcept_fault<I>>::value; });
        to<Implementation, Dependencies...>();
        record_->by_code.where = app::placement::isolated;
        return *this;
    }
    template <class Source>
    binder& to_isolated(Source source) {
        static_cast<void>(sizeof(undescribed<I>));
        if constexpr (described_interface<I>)
            static_cast<void>(requires { rpc::refuse_remote<rpc::noexcept_fault<I>>::value; });
        to(std::move(source));
        record_->by_code.where = app::placement::isolated;
        return *this;
    }

    // A proxy to a server: "http://host:port", "https://host:port", "http+unix:///path", or
    // "yonder://host:port" (docs/transports.md). Connects on the first call.
    binder& to_remote(std::string url) {
        static_cast<void>(sizeof(undescribed<I>));
        if constexpr (described_interface<I>)
            static_cast<void>(requires { rpc::refuse_remote<rpc::noexcept_fault<I>>::value; });
        record_->by_code.where = app::placement::remote;
        record_->by_code.url = std::move(url);
        return *this;
    }

    // A proxy to where a repository says, for each method and call anew: this one, or else the container's.
    binder& to_source(std::shared_ptr<source_repository const> where = nullptr) {
        to_remote({});
        record_->by_code.where = app::placement::sourced;
        record_->by_code.sources = std::move(where);
        return *this;
    }

    // Of a binding that is not remote: tells of each call, as yonder::observed does, which puts a proxy between.
    // Without it a local binding is the object itself. For remote ones there is container::filter.
    binder& observed(call_listener tell) {
        static_cast<void>(sizeof(undescribed<I>));
        if constexpr (described_interface<I>)
            record_->wrap = [tell = std::move(tell)](std::shared_ptr<void> object) -> std::shared_ptr<void> {
                return std::shared_ptr<I>(yonder::observed<I>(std::static_pointer_cast<I>(std::move(object)), tell));
            };
        return *this;
    }

private:
    void bind_object(std::shared_ptr<I> object) {
        record_->by_code.where = app::placement::local;
        record_->is_given_null = !object;
        record_->make = [object = std::move(object)](container&) -> std::shared_ptr<void> { return object; };
    }

    template <class Made, class Factory>
    void bind_factory(Factory factory) {
        constexpr bool implements = std::is_constructible_v<std::shared_ptr<I>, Made>;
        static_assert(implements, "to(function): it does not return a std::shared_ptr or std::unique_ptr to an "
                                  "implementation of the interface");
        record_->by_code.where = app::placement::local;
        record_->is_given_null = false;
        if constexpr (implements)
            record_->make = [factory = std::move(factory)](container& from) mutable -> std::shared_ptr<void> {
                return std::shared_ptr<I>(factory(from));
            };
    }

    app::record* record_;
};

} // namespace yonder

#endif
