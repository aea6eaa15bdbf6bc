// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_SIGNABLE_HPP
#define YONDER_SECURITY_SIGNABLE_HPP

#include <string_view>
#include <utility>
#include <vector>

namespace yonder::security {

// What of a request a signature may cover (RFC 9421, section 2): as one side sends it, and the other has received it.
// Other protocols than HTTP spell what they have in the same words. The views belong to whoever made it.
struct signable {
    std::string_view method{};    // "POST"
    std::string_view scheme{};    // "https"
    std::string_view authority{}; // as the Host field has it: "shop.example:8443"
    std::string_view target{};    // path and query
    std::vector<std::pair<std::string_view, std::string_view>> fields{}; // names and values, in order
    bool has_body = true;                                                // or could have one
};

} // namespace yonder::security

#endif
