// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_RENDERED_CALL_HPP
#define YONDER_SRC_HTTP_RENDERED_CALL_HPP

#include "request_checks.hpp"
#include "request_head.hpp"

#include <yonder/call/exchange.hpp>
#include <yonder/http/rendering.hpp>
#include <yonder/net/page.hpp>

#include <optional>
#include <string>
#include <variant>

namespace yonder::http {

// A call that a rendering of the server's has read, and writes the answer of.
struct rendered_call {
    rendering const* as = nullptr;
    message head;                // of the request; its body is put there when it is read
    bool is_development = false; // callers are told what the program's parts throw

    // The arguments of the request with this body, as JSON.
    std::variant<std::string, failure> read(method_descriptor const& method, std::string body);

    // The answer, fit to be sent.
    message answer(method_descriptor const& method, payload const& result) const;
    message answer(method_descriptor const& method, failure const& what) const;
};

// The head of a request as data.
message message_of(request_head const& request);

// Throws if a request cannot be sent as it is.
void check_request(message& made);

// A page of a listener as an answer that can be sent.
message answer_of_page(std::string const& path, page_maker const& make);

// What the exception that is being handled says of a call that did not begin. If it is not told, only a yonder::error
// says what it is about, and of others the log has it.
failure failure_of_part(method_descriptor const* method, std::string const& part, bool is_told = true);

} // namespace yonder::http

#endif
