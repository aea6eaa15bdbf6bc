// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_CONNECT_ERROR_HPP
#define YONDER_SRC_HTTP_CONNECT_ERROR_HPP

#include "../net/text.hpp"

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace yonder::http {

// How the protocol names a form as a content type.
constexpr std::string_view media_type(format form) {
    return form == format::json ? "application/json" : "application/proto";
}

// The HTTP status that the Connect protocol gives a code.
int status_of(code value) noexcept;

// The code that the protocol gives an HTTP status of a peer that sent no error object.
code code_of_status(int status) noexcept;

// The error object: {"code", "message", "details"}, with "reached": "not_sent" of a call that was not begun.
std::string write_error(failure const& what);

// The failure of an error object, or nothing if `text` is none.
std::optional<failure> read_error(std::string_view text);

using net::in_lower_case;
using net::printable;

} // namespace yonder::http

#endif
