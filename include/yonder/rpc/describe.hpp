// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DESCRIBE_HPP
#define YONDER_RPC_DESCRIBE_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/proxy/method_table.hpp>
#include <yonder/rpc/exceptions.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace yonder::rpc {

template <class I, class List>
struct description;

// The run-time description of I, made on first use.
template <class I, class... Method>
struct description<I, describe::type_list<Method...>> {
    static interface_descriptor const& get() {
        static description const instance;
        return instance.interface_;
    }

    description(description const&) = delete;
    description& operator=(description const&) = delete;

private:
    using exceptions = declared_exceptions<describe::throws_of<I>>;

    description() {
        interface_.name = type_name<I>();
        interface_.methods = methods_;
        interface_.find = &find;
        interface_.rethrow_declared = &exceptions::rethrow;
        interface_.describe_declared = &exceptions::describe;
        std::size_t number = 0;
        (fill<Method>(number++), ...);
    }

    template <class One>
    void fill(std::size_t number) {
        method_descriptor& method = methods_[number];
        method.owner = &interface_;
        method.name = One::wire_name();
        method.parameter_names = One::parameter_names();
        method.number = number;
        method.is_idempotent = One::template has<idempotent>();
        method.is_deferred = describe::is_deferred<typename One::result_type>;
        method.streams_arguments = method_codec<One>::streams_arguments;
        method.streams_results = is_stream<typename One::result_type>;
        method.encode_arguments = &method_codec<One>::encode_arguments;
        method.convert_arguments = &convert<One>;
    }

    template <class One>
    static void convert(std::string_view bytes, format from, format to, std::string& out) {
        using codec = method_codec<One>;
        typename codec::values values;
        codec::decode_arguments(bytes, from, {}, values);
        if constexpr (std::is_constructible_v<typename codec::references, typename codec::values&> &&
                      !codec::streams_arguments && codec::list::is_kept_as_it_is) {
            typename codec::references const arguments(values);
            codec::encode_arguments(&arguments, to, out); // which is there already
        } else {
            codec::write_arguments(values, to, out);
        }
    }

    static method_descriptor const* find(std::string_view name) {
        std::size_t const number = proxy::method_table<I>::find(name);
        return number == proxy::method_table<I>::none ? nullptr : &get().methods[number];
    }

    interface_descriptor interface_;
    std::array<method_descriptor, sizeof...(Method)> methods_;
};

// What filters, transports and dispatchers know of I. Lives as long as the program. Any thread.
template <class I>
interface_descriptor const& describe_interface() {
    return description<I, describe::methods_of<I>>::get();
}

} // namespace yonder::rpc

#endif
