// SPDX-License-Identifier: BSL-1.0
#include "stream_answer.hpp"

#include "connect_error.hpp"

#include <array>
#include <charconv>

namespace yonder::http {

bool stream_answer::begin() {
    if (has_begun_)
        return true;
    has_begun_ = true;
    on_.begin_own_answer();
    std::string head = "HTTP/1.1 200 OK\r\nContent-Type: ";
    head += media_type(how_, form_);
    head += is_chunked_ ? "\r\nTransfer-Encoding: chunked\r\n" : "\r\n";
    if (is_closing_ || !is_chunked_)
        head += "Connection: close\r\n";
    if (how_ != framing::connect)
        head += "Cache-Control: no-cache\r\nX-Accel-Buffering: no\r\n"; // proxies are to pass on each item
    head += headers_;
    head += "\r\n";
    return on_.send(head);
}

bool stream_answer::chunk(std::string_view first, std::string_view second, std::string_view third) {
    std::size_t const size = first.size() + second.size() + third.size();
    std::array<char, 20> text{};
    auto const end = std::to_chars(text.data(), text.data() + 16, size, 16).ptr;
    bool is_sent =
        !is_chunked_ || (on_.send({text.data(), static_cast<std::size_t>(end - text.data())}) && on_.send("\r\n"));
    for (std::string_view const part : {first, second, third})
        is_sent = is_sent && on_.send(part);
    return is_sent && (!is_chunked_ || on_.send("\r\n"));
}

bool stream_answer::item(std::string_view bytes) {
    if (!begin())
        return false;
    if (how_ == framing::lines)
        return chunk(bytes, "\n", "");
    if (how_ == framing::events)
        return chunk("data: ", bytes, "\n\n");
    auto const head = envelope_head(0, bytes.size());
    return chunk({head.data(), head.size()}, bytes, "");
}

bool stream_answer::end(failure const* failed) {
    bool is_sent = begin();
    if (is_sent && how_ == framing::connect) {
        std::string const text = write_end(failed);
        auto const head = envelope_head(envelope_is_last, text.size());
        is_sent = chunk({head.data(), head.size()}, text, "");
    } else if (is_sent && how_ == framing::events) {
        is_sent = failed ? chunk("event: error\ndata: ", write_error(*failed), "\n\n")
                         : chunk("event: end\ndata: {}\n\n", "", "");
    } else if (is_sent && failed) {
        is_sent = chunk(write_end(failed), "\n", "");
    }
    return is_sent && (!is_chunked_ || on_.send("0\r\n\r\n")) && on_.flush();
}

} // namespace yonder::http
