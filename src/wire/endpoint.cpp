// SPDX-License-Identifier: BSL-1.0
#include "endpoint.hpp"

#include "../net/text.hpp"
#include "signed_message.hpp"

#include <utility>

namespace yonder::wire_protocol {

endpoint::endpoint(net::url to, client_options chosen)
    : where(std::move(to)), name(where.to_string()),
      authority(where.way == net::way::unix_socket ? "localhost" : where.host + ':' + std::to_string(where.port)),
      options(std::move(chosen)),
      tls(where.way == net::way::tls
              ? net::make_client_context(options.ca_file, options.certificate_file, options.key_file)
              : net::tls_context(nullptr, &::SSL_CTX_free)) {}

std::string endpoint::sign(method_descriptor const& method, std::string_view head, std::string_view arguments) const {
    return make_signature(*options.signer, authority, method, options.form, head, arguments);
}

std::unique_ptr<net::tls_session> endpoint::make_tls() const {
    return tls ? std::make_unique<net::tls_session>(*tls, where.host) : nullptr;
}

failure endpoint::make_failure(method_descriptor const& method, code why, reached how_far,
                               std::string const& text) const {
    failure made;
    made.code = why;
    made.reached = how_far;
    made.message = full_name(method) + ": " + name + ": " + text;
    return made;
}

failure endpoint::cancelled(method_descriptor const& method, reached how_far) const {
    return make_failure(method, code::canceled, how_far, "the call was cancelled");
}

failure endpoint::late(method_descriptor const& method, reached how_far) const {
    return make_failure(method, code::deadline_exceeded, how_far,
                        how_far == reached::not_sent
                            ? "the deadline passed before the call was sent"
                            : "no answer within the deadline: the call may have been executed; allow it more time with "
                              "yonder::timeout, or see what keeps the server");
}

failure endpoint::too_large(method_descriptor const& method) const {
    return make_failure(method, code::resource_exhausted, reached::executed,
                        "the reply has more than " + std::to_string(options.max_reply) +
                            " bytes, which is the limit of this side");
}

std::string endpoint::describe_stranger(std::string_view bytes) {
    return "what answers there does not speak the protocol of Yonder, so another server may stand there: it says \"" +
           net::printable(bytes) + "\"";
}

std::string endpoint::describe_version(preface const& theirs) {
    return "the server speaks version " + std::to_string(theirs.major) + " of the protocol, and this side version 1";
}

failure endpoint::as_told(method_descriptor const& method, failure what) const {
    what.answered = true;
    if (what.code == code::unimplemented && what.reached == reached::not_sent) // so the server knows no such method
        what.message = full_name(method) + ": " + name + ": " + what.message;
    return what;
}

} // namespace yonder::wire_protocol
