// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_WIRE_HPP
#define YONDER_APP_WIRE_HPP

#include <yonder/app/binding.hpp>
#include <yonder/app/record.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace yonder {
namespace app {

// The way to a server by one of the transports that come with the library. Throws wiring_error if the URL is not one of
// theirs.
std::shared_ptr<invoker> connect(std::string_view url, target const& options);

// What keeps `interface` from being called at `url`, if the transport cannot do what it needs; empty if nothing does.
std::string unfit_for(interface_operations const& interface, std::string_view url);

// A way to what `interface` needs there. Throws wiring_error, too if the transport cannot do it.
std::shared_ptr<invoker> connect(std::string_view url, interface_operations const& interface);

} // namespace app

// A proxy to the I served at `where`, for programs that have a container of their own, or none: "http://host:port",
// "https://host:port", "http+unix:///path", or "yonder://host:port". Each has its own connections, opened on the first
// call and shared by all threads. Throws wiring_error if `where` is not understood, or cannot do what I needs.
template <class I>
std::shared_ptr<I> wire(std::string_view where, rpc::remote_options options = {}) {
    static_cast<void>(sizeof(undescribed<I>));
    if constexpr (described_interface<I>) {
        static_cast<void>(requires { codec::refuse<rpc::interface_fault<I>>::value; });
        static_cast<void>(requires { rpc::refuse_remote<rpc::noexcept_fault<I>>::value; });
        app::interface_operations const& operations = binding<I>::operations();
        return std::static_pointer_cast<I>(operations.make_remote(app::connect(where, operations), options));
    } else {
        return nullptr;
    }
}

} // namespace yonder

#endif
