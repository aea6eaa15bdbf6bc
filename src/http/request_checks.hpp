// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_REQUEST_CHECKS_HPP
#define YONDER_SRC_HTTP_REQUEST_CHECKS_HPP

#include "envelope.hpp"
#include "request_head.hpp"

#include <yonder/call/context.hpp>
#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace yonder::http {

// A request that is refused before anything is called: the HTTP status and the error object's content.
struct refusal {
    int status = 400;
    failure what;
    std::string challenge{}; // of status 401, unless it is that for a bearer token
};

refusal refuse(int status, code code, std::string message);

// Of whatever comes while the server stops.
refusal stopping();

// Not a refusal of the request: status 500, where something may have been called.
refusal server_failed(std::string message);

// What a request's head says wrong, whatever it asks for: too many headers, a length in two ways.
std::optional<refusal> check_head(request_head const& request, std::size_t max_headers);

// What a call's head says wrong: content type, encoding, protocol version. Sets the form that the content type names.
std::optional<refusal> check_call(request_head const& request, format& form);

// What a body says wrong of how it is packed.
std::optional<refusal> check_encoding(request_head const& request);

// The same of a call with streams: how its body and its answer are framed. What `method` does not take is refused.
std::optional<refusal> check_stream_call(request_head const& request, method_descriptor const& method, format& form,
                                         framing& how);

// Connect-Timeout-Ms: nothing if there is none. Sets `wrong` if it is not a number of at most ten digits.
std::optional<std::chrono::milliseconds> read_timeout(request_head const& request, bool& wrong);

} // namespace yonder::http

#endif
