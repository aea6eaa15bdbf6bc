// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ADMISSION_HPP
#define YONDER_SRC_HTTP_ADMISSION_HPP

#include "../net/listener.hpp"
#include "request_checks.hpp"

#include <yonder/security/signable.hpp>

#include <memory>
#include <string>
#include <variant>

namespace yonder::http {

// Who sent a request, and the digest that its body must have; empty if it is not signed.
struct admitted {
    std::shared_ptr<peer const> from;
    std::string digest;
};

// Looks at the signature of a request that came to `at` by the connection `from`, as that listener wants it. What is
// wrong, if it is not signed as it must be. A stream of arguments (`is_upload`) is worked on before its end is known.
std::variant<admitted, refusal> admit(request_head const& request, net::listener const& at,
                                      std::shared_ptr<peer const> const& from, bool is_upload);

// What a caller is told whose content has another digest than was signed.
refusal unauthentic(method_descriptor const& method, std::string const& why);

} // namespace yonder::http

#endif
