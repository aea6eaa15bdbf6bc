// SPDX-License-Identifier: BSL-1.0
#include "signature_base.hpp"

#include "../call/ascii.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace yonder::security {
namespace {

// RFC 9421, section 2.2. Nothing if there is no such thing, or it is of an answer.
std::optional<std::string> derived(signable const& what, std::string_view name) {
    std::size_t const mark = what.target.find('?');
    std::string const path(what.target.substr(0, mark));
    if (name == "@method")
        return std::string(what.method);
    if (name == "@authority")
        return normal_authority(what);
    if (name == "@scheme")
        return std::string(what.scheme);
    if (name == "@request-target")
        return std::string(what.target);
    if (name == "@target-uri")
        return std::string(what.scheme) + "://" + normal_authority(what) + std::string(what.target);
    if (name == "@path")
        return path.empty() ? "/" : path;
    if (name == "@query")
        return mark == what.target.npos ? "?" : std::string(what.target.substr(mark));
    return std::nullopt;
}

std::string digest_of(std::string_view bytes, EVP_MD const* how) {
    std::string digest(static_cast<std::size_t>(::EVP_MD_get_size(how)), '\0');
    if (::EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, how,
                     nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot make a digest");
    return digest;
}

EVP_MD const* fetched(char const* name) {
    EVP_MD const* const found = ::EVP_MD_fetch(nullptr, name, nullptr);
    if (!found)
        throw std::runtime_error(std::string("OpenSSL has no ") + name);
    return found;
}

} // namespace

std::optional<std::string> field_value(signable const& what, std::string_view name) {
    std::optional<std::string> all;
    for (auto const& [other, value] : what.fields) {
        bool const is_it =
            other.size() == name.size() && std::equal(other.begin(), other.end(), name.begin(),
                                                      [](char theirs, char ours) { return in_lower(theirs) == ours; });
        if (!is_it)
            continue;
        if (all)
            *all += ", ";
        else
            all.emplace();
        *all += trimmed(value);
    }
    return all;
}

std::string normal_authority(signable const& what) {
    std::string text(what.authority);
    std::transform(text.begin(), text.end(), text.begin(), in_lower);
    std::string_view const usual = what.scheme == "https" ? ":443" : what.scheme == "http" ? ":80" : "";
    if (!usual.empty() && text.ends_with(usual))
        text.resize(text.size() - usual.size());
    return text;
}

std::optional<std::string> append_signature_base(std::string& out, signable const& what,
                                                 structured::inner_list const& covered) {
    for (structured::item const& one : covered.items) {
        std::string const& name = one.value.text;
        if (one.value.kind != structured::kind::text)
            return "a component that it covers is no text";
        if (!one.parameters.empty())
            return "it covers \"" + name + "\" with the parameter \"" + one.parameters.front().first +
                   "\", which is not served here";
        auto const value = name.starts_with('@') ? derived(what, name) : field_value(what, name);
        if (!value)
            return "it covers \"" + name + "\", which " +
                   (name.starts_with('@') ? "is not served here" : "the request does not have");
        structured::append(out, one);
        out += ": ";
        out += *value;
        out += '\n';
    }
    out += "\"@signature-params\": ";
    structured::append(out, covered);
    return std::nullopt;
}

std::string_view name_of(algorithm which) noexcept {
    switch (which) {
    case algorithm::hmac_sha256:
        return "hmac-sha256";
    case algorithm::ed25519:
        return "ed25519";
    case algorithm::rsa_sha256:
        return "rsa-v1_5-sha256";
    }
    return {};
}

std::string sha256(std::string_view bytes) {
    static EVP_MD const* const how = fetched("SHA256");
    return digest_of(bytes, how);
}

} // namespace yonder::security
