// SPDX-License-Identifier: BSL-1.0
#include "../call/ascii.hpp"
#include "base64.hpp"
#include "signature_base.hpp"

#include <yonder/security/signer.hpp>

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace yonder::security {
namespace {

// What proxies, and the connection itself, add and change.
bool is_of_the_way(std::string_view name) {
    constexpr std::array<std::string_view, 14> theirs{
        "accept-encoding", "connection", "content-length",    "expect",  "forwarded",  "host", "keep-alive", "te",
        "traceparent",     "tracestate", "transfer-encoding", "upgrade", "user-agent", "via"};
    return std::find(theirs.begin(), theirs.end(), name) != theirs.end();
}

std::string new_nonce() {
    std::array<unsigned char, 18> random{};
    if (::RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    return to_base64url({reinterpret_cast<char const*>(random.data()), random.size()});
}

structured::value text_value(std::string text) { return {structured::kind::text, 0, std::move(text)}; }

} // namespace

signer::signer(key with) : key_(std::move(with)) {
    if (!key_.can_sign())
        throw std::invalid_argument("the key \"" + key_.id() + "\" is a public one, and signs nothing");
}

signer::fields signer::sign(signable what, std::string_view body) const {
    fields added;
    if (what.has_body) {
        added.emplace_back("Content-Digest", "sha-256=:" + to_base64(sha256(body)) + ':');
        what.fields.emplace_back("content-digest", added.back().second);
    }
    structured::inner_list covered;
    auto const cover = [&](std::string name) {
        auto const is_it = [&](structured::item const& one) { return one.value.text == name; };
        if (std::none_of(covered.items.begin(), covered.items.end(), is_it))
            covered.items.push_back({text_value(std::move(name)), {}});
    };
    cover("@method");
    cover("@authority");
    cover("@path");
    if (what.target.find('?') != what.target.npos)
        cover("@query");
    for (auto const& [name, value] : what.fields)
        if (std::string lower = in_lower_case(name); !is_of_the_way(lower))
            cover(std::move(lower));
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    covered.parameters.emplace_back(
        "created", structured::value{
                       structured::kind::integer, std::chrono::duration_cast<std::chrono::seconds>(now).count(), {}});
    covered.parameters.emplace_back("keyid", text_value(key_.id()));
    covered.parameters.emplace_back("alg", text_value(std::string(name_of(key_.algorithm()))));
    covered.parameters.emplace_back("nonce", text_value(new_nonce()));
    std::string base;
    if (auto const wrong = append_signature_base(base, what, covered))
        throw std::logic_error("the request cannot be signed: " + *wrong);
    std::string input = "yonder=";
    structured::append(input, covered);
    added.emplace_back("Signature-Input", std::move(input));
    added.emplace_back("Signature", "yonder=:" + to_base64(key_.sign(base)) + ':');
    return added;
}

} // namespace yonder::security
