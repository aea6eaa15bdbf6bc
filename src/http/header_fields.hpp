// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_HEADER_FIELDS_HPP
#define YONDER_SRC_HTTP_HEADER_FIELDS_HPP

#include "request_checks.hpp"

#include <yonder/call/header.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace yonder::http {

// The header of a call as fields of HTTP: Yonder-Id, Yonder-Time, Yonder-Activity, Yonder-Response-To, Yonder-Version,
// Yonder-Sender, Yonder-User, Traceparent and Tracestate (W3C Trace Context), Baggage (W3C), Idempotency-Key
// (draft-ietf-httpapi-idempotency-key-header), Prefer (RFC 7240), and the metadata of the hop as they are. The deadline
// is not among them, as it is read when the request is sent. What is wrong, if it cannot be said.
using add_field = std::function<void(std::string const& name, std::string const& value)>;
std::optional<std::string> write_fields(message_header const& header, add_field const& add);

// The same from a request, the deadline from Connect-Timeout-Ms included. Gives it an id and an activity if it has
// none. With `keeps_fields`, those that are none of these become its metadata.
std::variant<message_header, refusal> read_fields(request_head const& request, bool keeps_fields);

// Yonder-Version; 0 if it is not there.
unsigned version_in(request_head const& request);

// Prefer: respond-async.
bool prefers_to_go_on(request_head const& request);

// How long the caller would wait for an outcome, as it says with Prefer: wait=10. In seconds.
std::optional<std::chrono::seconds> preferred_wait(request_head const& request);

// "/bank.v1.Accounts/transfer".
std::string path_of(method_descriptor const& method);

// Of a call that is remembered: "/bank.v1.Accounts/transfer?operation=...".
std::string path_of_operation(method_descriptor const& method, uuid const& id);

} // namespace yonder::http

#endif
