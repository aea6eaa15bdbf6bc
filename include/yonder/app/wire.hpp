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

} // namespace app

// A proxy to the I served at `where`, for programs that have a container of their own, or none: "http://host:port",
// "https://host:port", "http+unix:///path". Each has its own connections, opened on the first call and shared by all
// threads. Throws wiring_error if `where` is not understood.
template <class I>
std::shared_ptr<I> wire(std::string_view where, rpc::remote_options options = {}) {
    static_cast<void>(sizeof(undescribed<I>));
    if constexpr (described_interface<I>) {
        static_cast<void>(requires { codec::refuse<rpc::interface_fault<I>>::value; });
        static_cast<void>(requires { rpc::refuse_remote<rpc::noexcept_fault<I>>::value; });
        return std::static_pointer_cast<I>(binding<I>::operations().make_remote(app::connect(where, {}), options));
    } else {
        return nullptr;
    }
}

} // namespace yonder

#endif
