// SPDX-License-Identifier: BSL-1.0
// What says who calls: fields of signatures, digests, tokens and traces, one a line. Nothing that nobody has signed is
// taken for signed, and what is read as a structured field is written and read as the same.
#include "../../src/security/structured_field.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/header.hpp>
#include <yonder/call/trace.hpp>
#include <yonder/security/jwt.hpp>
#include <yonder/security/verifier.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace security = yonder::security;

namespace {

void expect(bool is_so) {
    if (!is_so)
        std::abort();
}

security::key unknown_key() {
    return security::key::shared_secret("k", "a secret that is in no corpus, and in no input");
}

std::string written(security::structured::dictionary const& all) {
    std::string text;
    for (auto const& [name, member] : all) {
        text += (text.empty() ? "" : ", ") + name + '=';
        std::visit([&](auto const& one) { security::structured::append(text, one); }, member);
    }
    return text;
}

void read_structured(std::string_view text) {
    auto const once = security::structured::parse_dictionary(text);
    if (!once)
        return;
    std::string const first = written(*once);
    auto const again = security::structured::parse_dictionary(first);
    expect(again && written(*again) == first);
}

void verify(std::string_view input, std::string_view signature, std::string_view digest, std::string_view target) {
    static security::verifier const verifier([] {
        security::verifier_options options;
        options.keys = {unknown_key()};
        return options;
    }());
    auto const found =
        verifier.verify({.method = "POST",
                         .scheme = "http",
                         .authority = "shop.example",
                         .target = target,
                         .fields = {{"Signature-Input", input}, {"Signature", signature}, {"Content-Digest", digest}}});
    expect(!found.problem.empty() && found.key_id.empty());
    static_cast<void>(security::verifier::content_problem(digest, target));
}

void read_token(std::string_view text) {
    static auto const authenticate = [] {
        security::jwt_options options;
        options.keys = {unknown_key()};
        options.issuer = "issuer";
        options.audience = "audience";
        return security::jwt_tokens(options);
    }();
    yonder::message_header header;
    header.metadata.emplace_back("Authorization", "Bearer " + std::string(text));
    try {
        expect(!authenticate(header));
    } catch (yonder::error const& caught) {
        expect(caught.code() == yonder::code::unauthenticated);
    }
}

void read_trace(std::string_view text) {
    auto const read = yonder::read_traceparent(text);
    if (read)
        expect(yonder::traceparent(*read, yonder::uuid()).substr(0, 35) == "00" + std::string(text.substr(2, 33)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    std::array<std::string_view, 4> lines;
    for (std::string_view& line : lines) {
        line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() == rest.size() ? line.size() : line.size() + 1);
    }
    for (std::string_view const line : lines)
        read_structured(line);
    verify(lines[0], lines[1], lines[2], lines[3]);
    read_token(lines[0]);
    read_trace(lines[0]);
    return 0;
}
