// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_NET_LISTENER_OPTIONS_HPP
#define YONDER_NET_LISTENER_OPTIONS_HPP

#include <yonder/net/page.hpp>
#include <yonder/security/authenticator.hpp>
#include <yonder/security/verifier.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace yonder {

// What holds at one address that a host listens at. Addresses differ: one for the world, one for our own programs.
struct listener_options {
    std::string name{}; // for policies and logs: "outer"; empty: the URL

    // Whoever connects here is one of ours: the user and the sender that requests name are believed. Elsewhere they are
    // dropped, but from requests that are signed.
    bool is_trusted = false;

    // Verifies requests that are signed; what they say of user and sender is believed. Null: signatures are not looked
    // at. With `requires_signature`, others are refused with unauthenticated.
    std::shared_ptr<security::verifier const> signatures{};
    bool requires_signature = false;

    // Of TLS: whoever connects must show a certificate that these authorities, in PEM, have signed. Who it is for
    // becomes the sender of all that comes by the connection. Empty: nobody is asked for one.
    std::string client_ca_file{};

    // Says for whom requests are made that come here; and whether there must be somebody.
    authenticator authenticate{};
    bool requires_user = false;

    // Filters or policies look at further fields of HTTP requests, so that those become metadata of the hop. A host
    // sets it if it has some.
    bool looks_at_fields = false;

    // What is exposed here, of what the host exposes: "shop.v1.Orders", or one method, "shop.v1.Orders/place". Empty:
    // all of it.
    std::vector<std::string> only{};

    // Over HTTP: pages by their paths, "/metrics", for anybody who reaches the listener, whatever is asked of callers.
    std::map<std::string, page_maker, std::less<>> pages{};
};

} // namespace yonder

#endif
