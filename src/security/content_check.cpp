// SPDX-License-Identifier: BSL-1.0
#include "content_check.hpp"

#include "structured_field.hpp"

#include <new>
#include <utility>

namespace yonder::security {

content_check::content_check(std::string_view field) {
    auto const all = structured::parse_dictionary(field).value_or(structured::dictionary());
    for (auto const& [name, member] : all) {
        auto const* const one = std::get_if<structured::item>(&member);
        if (name != "sha-256" && name != "sha-512")
            continue;
        one_digest made{{::EVP_MD_CTX_new(), &::EVP_MD_CTX_free},
                        one && one->value.kind == structured::kind::bytes ? one->value.text : std::string()};
        if (!made.context ||
            ::EVP_DigestInit_ex(made.context.get(), name == "sha-256" ? ::EVP_sha256() : ::EVP_sha512(), nullptr) != 1)
            throw std::bad_alloc();
        digests_.push_back(std::move(made));
    }
}

void content_check::add(std::string_view bytes) {
    for (one_digest const& one : digests_)
        ::EVP_DigestUpdate(one.context.get(), bytes.data(), bytes.size());
}

std::string content_check::problem() {
    if (digests_.empty())
        return "Content-Digest has neither sha-256 nor sha-512";
    for (one_digest const& one : digests_) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        ::EVP_DigestFinal_ex(one.context.get(), digest, &size);
        if (std::string_view(reinterpret_cast<char const*>(digest), size) != one.expected)
            return "the content is not the one that was signed: its digest differs from Content-Digest";
    }
    return {};
}

} // namespace yonder::security
