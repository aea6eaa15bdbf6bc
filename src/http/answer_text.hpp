// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ANSWER_TEXT_HPP
#define YONDER_SRC_HTTP_ANSWER_TEXT_HPP

#include "envelope.hpp"
#include "routing.hpp"

#include <yonder/call/failure.hpp>
#include <yonder/call/uuid.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace yonder::http {

// What is said of a connection in the head of an answer.
enum class afterwards : bool { keep, close };

// Lines of the head of an answer, each with its end. The head itself ends with an empty line.
void append_status(std::string& out, int status);
void append_field(std::string& out, std::string_view name, std::string_view value);
void append_fields(std::string& out, extra_fields const& fields);
void append_number(std::string& out, std::size_t value);

// The head of an answer with a body of `size` bytes, of which the caller appends further fields and the empty line.
// `kept` is for how long the connection may be idle then.
void append_head(std::string& out, int status, std::string_view type, std::size_t size, afterwards then,
                 std::chrono::milliseconds kept);

// What status 401 has to say (RFC 9110, section 11.6.1), if `said` does not: that a bearer token is asked for. Nothing
// with another status.
void append_challenge(std::string& out, int status, extra_fields const& said);

// How the items of an answer are written.
struct item_style {
    framing how = framing::connect;
    format form = format::json;
    bool is_chunked = true; // else the end of the connection ends the answer
};

// The head of an answer of items, as append_head.
void append_stream_head(std::string& out, item_style style, afterwards then);

// One item, and the end, after which nothing follows.
void append_item(std::string& out, item_style style, std::string_view bytes);
void append_end(std::string& out, item_style style, failure const* failed);

} // namespace yonder::http

#endif
