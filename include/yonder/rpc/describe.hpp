// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DESCRIBE_HPP
#define YONDER_RPC_DESCRIBE_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/proxy/method_table.hpp>
#include <yonder/rpc/contents.hpp>
#include <yonder/rpc/exceptions.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace yonder::rpc {

// The run-time description of I: a constant, but for the name, which is made on first use.
template <class I>
class description {
public:
    static interface_descriptor const& get() {
        static bool const has_name = (interface_.name = type_name<I>(), true);
        static_cast<void>(has_name);
        return interface_;
    }

private:
    using exceptions = declared_exceptions<describe::throws_of<I>>;
    static constexpr std::size_t size = describe::methods_of<I>::size;

    template <class Method>
    static constexpr method_descriptor describe_method(std::size_t number) {
        using codec = method_codec<Method>;
        method_descriptor method;
        method.owner = &interface_;
        method.name = Method::wire_name();
        method.parameter_names = Method::parameter_names();
        method.number = number;
        method.is_idempotent = Method::template has<idempotent>();
        method.blocks = Method::template has<yonder::blocks>();
        method.has_secrets = takes_secrets<Method>;
        if constexpr (Method::template has<secret>())
            method.secret_parameters = Method::template get<secret>().parameters;
        method.is_deferred = describe::is_deferred<typename Method::result_type>;
        method.streams_arguments = codec::streams_arguments;
        method.streams_results = is_stream<typename Method::result_type>;
        method.encode_arguments = &codec::arguments::encode;
        method.convert_arguments = &codec::arguments::convert;
        return method;
    }

    template <class... Method>
    static constexpr std::array<method_descriptor, size> describe_all(describe::type_list<Method...>) {
        std::size_t number = 0;
        return {describe_method<Method>(number++)...};
    }

    static method_descriptor const* find(std::string_view name) {
        std::size_t const number = proxy::method_table<I>::find(name);
        return number == proxy::method_table<I>::none ? nullptr : &get().methods[number];
    }

    static interface_descriptor interface_;
    static std::array<method_descriptor, size> const methods_;
};

template <class I>
constexpr std::array<method_descriptor, description<I>::size> description<I>::methods_ =
    describe_all(describe::methods_of<I>());

template <class I>
constinit interface_descriptor description<I>::interface_{
    {}, methods_, &find, &exceptions::rethrow, &exceptions::describe, newest_minor<I>};

// What filters, transports and dispatchers know of I. Lives as long as the program. Any thread.
template <class I>
interface_descriptor const& describe_interface() {
    return description<I>::get();
}

} // namespace yonder::rpc

#endif
