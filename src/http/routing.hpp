// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ROUTING_HPP
#define YONDER_SRC_HTTP_ROUTING_HPP

#include "../net/listener.hpp"
#include "../net/serving.hpp"
#include "rendered_call.hpp"
#include "request_checks.hpp"
#include "request_head.hpp"

#include <yonder/call/header.hpp>
#include <yonder/call/uuid.hpp>
#include <yonder/http/server.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace yonder::http {

// Further fields of an answer's head.
using extra_fields = std::vector<std::pair<std::string, std::string>>;

// An answer that needs no call.
struct plain_answer {
    int status = 200;
    std::string body;
    std::string type{};  // of the body; empty: JSON
    bool closes = false; // the connection, as there may be a body that is not read
    extra_fields fields;
};

// A call, as the head of its request says it. The arguments follow.
struct planned_call {
    rpc::service const* service = nullptr;
    method_descriptor const* method = nullptr;
    message_header header;
    format form = format::json;
    framing how = framing::connect; // if it has streams
    bool is_streamed = false;       // rather than one body each way
    bool asks_after_operation = false;
    extra_fields fields; // of its answer
    std::string digest;  // that the body must have, as it is signed; empty if it is not

    std::shared_ptr<rendered_call> rendered; // null: by the Connect protocol
};

// What a request that came to `at` by the connection `from` asks for: decided from its head alone, the same for every
// way of reading it.
std::variant<planned_call, plain_answer> plan(request_head const& request, net::listener const& at,
                                              std::shared_ptr<peer const> const& from, server_options const& options);

// What a request asks of a call that is remembered.
struct operation_request {
    yonder::intent intent = intent::read_outcome;
    uuid id;
    std::chrono::seconds wait{0}; // for the outcome
};
std::variant<operation_request, refusal> read_operation(request_head const& request, method_descriptor const& method);

plain_answer as_answer(refusal const& what, bool closes);
plain_answer as_answer(message const& made, bool closes);

// The answer to a call that does not begin, whoever writes it.
plain_answer as_answer(planned_call const& call, refusal const& what, bool closes);

// Makes the body of a call that returns a stream its arguments: takes the one message out of its envelope. What is
// wrong, if it is not that.
std::optional<refusal> unpack_envelope(planned_call const& call, std::size_t max_message, std::string& body);

// What is wrong with a message of a streamed argument, so that nothing more is taken. Sets `breaks_off` if the caller
// says that its stream failed, as our client does: what it sent before is still good.
std::optional<refusal> check_message(method_descriptor const& method, std::uint8_t flags, std::string const& message,
                                     bool& breaks_off);

// A streamed argument that ends where it should not.
refusal ended_within_message(method_descriptor const& method);

// A request of which a part, `what`, is larger than the server takes.
refusal too_large(std::string const& what, server_options const& options);

// A body that ended before it should, by the connection or a time limit. `what` is the body, and whose.
refusal ended_early(method_descriptor const& method, std::string const& what);
refusal came_late(method_descriptor const& method, std::string const& what);

// A body of chunks that are none, or that is not packed as its head says. `what` is the body.
refusal not_decoded(method_descriptor const& method, std::string const& what, bool is_packed, bool is_chunked);

// A body that took longer than a request may.
refusal took_too_long(method_descriptor const& method);

} // namespace yonder::http

#endif
