// SPDX-License-Identifier: BSL-1.0
#include "plain_line.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <optional>

namespace yonder::http {
namespace {

namespace beast = boost::beast;

constexpr std::uint32_t max_head = 64 * 1024;

class answer_parser final : public beast::http::basic_parser<false> {
public:
    answer_parser(plain_line::answer& into, std::size_t max_body) : into_(into), max_body_(max_body) {
        header_limit(max_head);
        body_limit(boost::none);
        eager(true);
    }
    bool is_too_large() const noexcept { return is_too_large_; }

private:
    using error_code = beast::error_code;
    void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int, error_code&) override {}
    void on_response_impl(int status, beast::string_view, int, error_code&) override { into_.status = status; }
    void on_field_impl(beast::http::field name, beast::string_view, beast::string_view value, error_code&) override {
        if (name == beast::http::field::content_type)
            into_.content_type.assign(value.data(), value.size());
        else if (name == beast::http::field::content_encoding)
            into_.content_encoding.assign(value.data(), value.size());
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code& failed) override {
        is_too_large_ = length && *length > max_body_;
        if (is_too_large_)
            failed = beast::http::error::body_limit;
        else if (length)
            into_.body.reserve(static_cast<std::size_t>(*length));
    }
    std::size_t take(beast::string_view data, error_code& failed) {
        is_too_large_ = into_.body.size() + data.size() > max_body_;
        if (is_too_large_)
            failed = beast::http::error::body_limit;
        else
            into_.body.append(data.data(), data.size());
        return data.size();
    }
    std::size_t on_body_impl(beast::string_view data, error_code& failed) override { return take(data, failed); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view data, error_code& failed) override {
        return take(data, failed);
    }
    void on_finish_impl(error_code&) override {}

    plain_line::answer& into_;
    std::size_t const max_body_;
    bool is_too_large_ = false;
};

} // namespace

plain_line::result plain_line::exchange(int socket, std::string_view request, clock::time_point deadline,
                                        std::size_t max_body, answer& into) {
    auto const sent = net::send_all(socket, request, deadline);
    if (sent == net::sending::late)
        return result::late;
    bool const is_sent = sent == net::sending::done; // else the server has perhaps said why not, and then closed
    std::optional<answer_parser> parser(std::in_place, into, max_body);
    std::string input;
    char buffer[16 * 1024];
    for (;;) {
        if (!patience_.set(socket, deadline))
            return result::late;
        ssize_t const size = ::recv(socket, buffer, sizeof buffer, 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        beast::error_code failed;
        if (size <= 0) {
            if (size == 0 && parser->is_header_done())
                parser->put_eof(failed);
            into.ends_connection = true;
            return size == 0 && !failed && parser->is_done() ? result::done : result::broken;
        }
        std::string_view bytes(buffer, static_cast<std::size_t>(size));
        if (!input.empty())
            bytes = input.append(bytes);
        while (!bytes.empty()) {
            bytes.remove_prefix(parser->put({bytes.data(), bytes.size()}, failed));
            if (parser->is_too_large())
                return result::too_large;
            if (failed == beast::http::error::need_more)
                break;
            if (failed)
                return result::broken;
            if (!parser->is_done())
                continue;
            if (into.status >= 200) {
                into.ends_connection = !parser->keep_alive() || !bytes.empty() || !is_sent;
                return result::done;
            }
            parser.emplace(into, max_body); // an interim answer
            into.content_type.clear();
        }
        input = std::string(bytes);
    }
}

} // namespace yonder::http
