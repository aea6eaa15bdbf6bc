// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_STREAM_ANSWER_HPP
#define YONDER_SRC_HTTP_STREAM_ANSWER_HPP

#include "connection_stream.hpp"
#include "envelope.hpp"

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>
#include <yonder/call/request.hpp>

#include <string>
#include <string_view>

namespace yonder::http {

// Writes an answer of items on a connection, past cpp-httplib, which would hold them back and cut them off when it
// stops. Begins with the first item or the end.
class stream_answer {
public:
    // `headers` are further lines of the head, each with its end.
    stream_answer(connection_stream& on, framing how, format form, bool is_chunked, std::string headers)
        : on_(on), how_(how), form_(form), is_chunked_(is_chunked), headers_(std::move(headers)) {}

    // The connection ends after the answer. Said in the head, so that a client does not send its next request there.
    void close_after() noexcept { is_closing_ = true; }

    // The head alone, for clients that wait for it. All return false if the client is gone.
    bool begin();
    bool item(std::string_view bytes);
    bool end(failure const* failed);
    bool flush() { return on_.flush(); }

    bool has_begun() const noexcept { return has_begun_; }

private:
    bool chunk(std::string_view first, std::string_view second, std::string_view third);

    connection_stream& on_;
    framing how_;
    format form_;
    bool is_chunked_;
    bool has_begun_ = false;
    bool is_closing_ = false;
    std::string headers_;
};

} // namespace yonder::http

#endif
