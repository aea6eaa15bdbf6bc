// SPDX-License-Identifier: BSL-1.0
#include "signed_message.hpp"

#include "../security/base64.hpp"
#include "../security/signature_base.hpp"
#include "bytes.hpp"
#include "method_numbers.hpp"

namespace yonder::wire_protocol {
namespace {

security::signable as_http(std::string_view authority, std::string const& path, format form) {
    security::signable made;
    made.method = "POST";
    made.scheme = "yonder";
    made.authority = authority;
    made.target = path;
    made.fields = {{"content-type", form == format::binary ? "application/proto" : "application/json"}};
    return made;
}

std::string path_of(method_descriptor const& method) { return '/' + method_numbers::name_of(method); }

} // namespace

std::string make_signature(security::signer const& by, std::string_view authority, method_descriptor const& method,
                           format form, std::string_view head, std::string_view arguments) {
    std::string content(head);
    content += arguments;
    std::string made;
    put_text<std::uint16_t>(made, authority);
    for (auto const& [name, value] : by.sign(as_http(authority, path_of(method), form), content))
        if (name != "Content-Digest") // which the other side knows by itself
            put_text<std::uint16_t>(made, value);
    put(made, static_cast<std::uint16_t>(made.size()));
    return made;
}

std::optional<signature> take_signature(std::string_view& request) {
    constexpr std::size_t last = 2;
    if (request.size() < last)
        return std::nullopt;
    std::size_t const size = byte_reader(request.substr(request.size() - last)).take<std::uint16_t>();
    if (request.size() - last < size)
        return std::nullopt;
    byte_reader from(request.substr(request.size() - last - size, size));
    signature taken;
    taken.authority = from.take_text<std::uint16_t>();
    taken.input = from.take_text<std::uint16_t>();
    taken.value = from.take_text<std::uint16_t>();
    if (!from.is_good() || !from.rest().empty())
        return std::nullopt;
    request.remove_suffix(size + last);
    return taken;
}

security::verdict verify(security::verifier const& by, signature const& what, method_descriptor const& method,
                         format form, std::string_view request) {
    std::string const path = path_of(method);
    std::string const digest = "sha-256=:" + security::to_base64(security::sha256(request)) + ':';
    security::signable made = as_http(what.authority, path, form);
    made.fields.emplace_back("content-digest", digest);
    made.fields.emplace_back("signature-input", what.input);
    made.fields.emplace_back("signature", what.value);
    return by.verify(made);
}

} // namespace yonder::wire_protocol
