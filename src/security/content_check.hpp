// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_SECURITY_CONTENT_CHECK_HPP
#define YONDER_SRC_SECURITY_CONTENT_CHECK_HPP

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::security {

// Whether content, that comes piece by piece, has the digests of a Content-Digest field (RFC 9530).
class content_check {
public:
    explicit content_check(std::string_view field);

    void add(std::string_view bytes);

    // At the end, once: what is wrong; empty if nothing is.
    std::string problem();

private:
    struct one_digest {
        std::unique_ptr<EVP_MD_CTX, decltype(&::EVP_MD_CTX_free)> context;
        std::string expected;
    };
    std::vector<one_digest> digests_;
};

} // namespace yonder::security

#endif
