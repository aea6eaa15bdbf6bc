// SPDX-License-Identifier: BSL-1.0
#include "answer_text.hpp"

#include "../call/ascii.hpp"
#include "connect_error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace yonder::http {
namespace {

// The reason phrase, which nobody reads but people.
std::string_view phrase_of(int status) noexcept {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 499:
        return "Client Closed Request";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return status < 300 ? "OK" : status < 400 ? "Redirection" : status < 500 ? "Client Error" : "Server Error";
    }
}

void append_chunk(std::string& out, item_style style, std::initializer_list<std::string_view> parts) {
    if (style.is_chunked) {
        std::size_t size = 0;
        for (std::string_view const part : parts)
            size += part.size();
        std::array<char, 20> text{};
        out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), size, 16).ptr);
        out += "\r\n";
    }
    for (std::string_view const part : parts)
        out += part;
    if (style.is_chunked)
        out += "\r\n";
}

void append_connection(std::string& out, afterwards then) {
    if (then == afterwards::close)
        out += "Connection: close\r\n";
}

} // namespace

void append_number(std::string& out, std::size_t value) {
    std::array<char, 20> text{};
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

void append_status(std::string& out, int status) {
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(status));
    out += ' ';
    out += phrase_of(status);
    out += "\r\n";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

void append_fields(std::string& out, extra_fields const& fields) {
    for (auto const& [name, value] : fields)
        append_field(out, name, value);
}

void append_head(std::string& out, int status, std::string_view type, std::size_t size, afterwards then,
                 std::chrono::milliseconds kept) {
    append_status(out, status);
    if (!type.empty())
        append_field(out, "Content-Type", type);
    if (status != 204 && status >= 200) {
        out += "Content-Length: ";
        append_number(out, size);
        out += "\r\n";
    }
    if (then == afterwards::keep) {
        out += "Keep-Alive: timeout=";
        append_number(out, static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::seconds>(kept).count()));
        out += "\r\n";
    }
    append_connection(out, then);
}

void append_challenge(std::string& out, int status, extra_fields const& said) {
    if (status == 401 && std::none_of(said.begin(), said.end(),
                                      [](auto const& field) { return is_same_name(field.first, "www-authenticate"); }))
        append_field(out, "WWW-Authenticate", "Bearer");
}

void append_stream_head(std::string& out, item_style style, afterwards then) {
    append_status(out, 200);
    append_field(out, "Content-Type", media_type(style.how, style.form));
    if (style.is_chunked)
        append_field(out, "Transfer-Encoding", "chunked");
    append_connection(out, style.is_chunked ? then : afterwards::close);
    if (style.how != framing::connect)
        out += "Cache-Control: no-cache\r\nX-Accel-Buffering: no\r\n"; // proxies are to pass on each item
}

void append_item(std::string& out, item_style style, std::string_view bytes) {
    if (style.how == framing::lines)
        return append_chunk(out, style, {bytes, "\n"});
    if (style.how == framing::events)
        return append_chunk(out, style, {"data: ", bytes, "\n\n"});
    auto const head = envelope_head(0, bytes.size());
    append_chunk(out, style, {{head.data(), head.size()}, bytes});
}

void append_end(std::string& out, item_style style, failure const* failed) {
    if (style.how == framing::connect) {
        std::string const text = write_end(failed);
        auto const head = envelope_head(envelope_is_last, text.size());
        append_chunk(out, style, {{head.data(), head.size()}, text});
    } else if (style.how == framing::events) {
        if (failed)
            append_chunk(out, style, {"event: error\ndata: ", write_error(*failed), "\n\n"});
        else
            append_chunk(out, style, {"event: end\ndata: {}\n\n"});
    } else if (failed) {
        append_chunk(out, style, {write_end(failed), "\n"});
    }
    if (style.is_chunked)
        out += "0\r\n\r\n";
}

} // namespace yonder::http
