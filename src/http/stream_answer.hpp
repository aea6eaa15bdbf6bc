// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_STREAM_ANSWER_HPP
#define YONDER_SRC_HTTP_STREAM_ANSWER_HPP

#include "answer_text.hpp"
#include "connection_stream.hpp"

#include <yonder/call/failure.hpp>

#include <string>
#include <string_view>

namespace yonder::http {

// Writes an answer of items on a connection, past cpp-httplib, which would hold them back and cut them off when it
// stops. Begins with the first item or the end.
class stream_answer {
public:
    // `headers` are further lines of the head, each with its end.
    stream_answer(connection_stream& on, item_style style, std::string headers)
        : on_(on), style_(style), headers_(std::move(headers)) {}

    // The connection ends after the answer. Said in the head, so that a client does not send its next request there.
    void close_after() noexcept { is_closing_ = true; }

    // The head alone, for clients that wait for it. All return false if the client is gone.
    bool begin();
    bool item(std::string_view bytes);
    bool end(failure const* failed);
    bool flush() { return on_.flush(); }

    bool has_begun() const noexcept { return has_begun_; }

private:
    connection_stream& on_;
    item_style style_;
    bool has_begun_ = false;
    bool is_closing_ = false;
    std::string headers_;
    std::string text_; // what is written now
};

} // namespace yonder::http

#endif
