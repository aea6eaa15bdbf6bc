// SPDX-License-Identifier: BSL-1.0
#include "request_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace yonder::http {
namespace {

namespace beast = boost::beast;
using beast::http::error;

constexpr std::size_t longest_chunk_head = 1024; // with its extensions, which mean nothing here

std::string_view standard(beast::string_view text) noexcept { return {text.data(), text.size()}; }

std::string limit_text(std::size_t bytes) { return std::to_string(bytes) + " bytes, which is the limit"; }

// What the parser of Beast calls, where nothing is to be done.
class quiet_parser : public beast::http::basic_parser<true> {
protected:
    using error_code = beast::error_code;
    void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int, error_code&) override {}
    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_field_impl(beast::http::field, beast::string_view, beast::string_view, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(beast::string_view body, error_code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override { return body.size(); }
    void on_finish_impl(error_code&) override {}
};

class head_parser final : public quiet_parser {
public:
    head_parser(std::string_view head, request_head& into) : head_(head), into_(into) {}

private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         error_code&) override {
        into_.method = standard(method);
        into_.is_1_0 = version == 10;
        into_.set_target(standard(target));
    }
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       error_code& failed) override {
        // A value in several lines (RFC 9112, section 5.2) stands in a buffer of the parser's.
        bool const is_here =
            value.empty() || (value.data() >= head_.data() && value.data() < head_.data() + head_.size());
        if (!is_here)
            failed = error::bad_value;
        else
            into_.add(standard(name), standard(value));
    }

    std::string_view const head_;
    request_head& into_;
};

refusal refuse_as(beast::error_code const& what) {
    if (what == error::bad_content_length)
        return refuse(400, code::invalid_argument,
                      "Content-Length is not a number, or is there twice, or beside Transfer-Encoding");
    if (what == error::bad_transfer_encoding)
        return refuse(400, code::invalid_argument, "the transfer encoding is not served: send chunked, or none");
    return refuse(400, code::invalid_argument, "the request is not HTTP that this server understands");
}

// The first line of the head that is longer than one may be.
std::optional<refusal> check_lines(std::string_view head, std::size_t max_line) {
    if (head.size() <= max_line)
        return std::nullopt;
    bool is_first = true;
    for (std::string_view rest = head; !rest.empty(); is_first = false) {
        std::size_t const end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        if (end > max_line && is_first)
            return refuse(414, code::invalid_argument, "the URI of the request has more than " + limit_text(max_line));
        if (end > max_line)
            return refuse(431, code::resource_exhausted,
                          "a header of the request has more than " + limit_text(max_line));
        rest.remove_prefix(end);
    }
    return std::nullopt;
}

} // namespace

std::size_t find_end_of_head(std::string_view bytes, std::size_t looked_at, head_limits const& limits,
                             std::optional<refusal>& wrong) {
    std::string_view const rest = bytes.substr(looked_at < 3 ? 0 : looked_at - 3);
    void const* const found = ::memmem(rest.data(), rest.size(), "\r\n\r\n", 4); // find() looks at each line's end
    std::size_t const size =
        found ? static_cast<std::size_t>(static_cast<char const*>(found) - bytes.data()) + 4 : bytes.size();
    if (size > limits.max_head)
        wrong = refuse(431, code::resource_exhausted,
                       "the head of the request has more than " + limit_text(limits.max_head));
    else if (auto line = check_lines(bytes.substr(0, size), limits.max_line))
        wrong = std::move(line);
    return found ? size : 0;
}

std::optional<refusal> parse_head(std::string_view head, head_limits const& limits, request_head& into) {
    into.clear();
    head_parser parser(head, into);
    parser.header_limit(static_cast<std::uint32_t>(limits.max_head));
    parser.body_limit(boost::none);
    beast::error_code failed;
    parser.put({head.data(), head.size()}, failed);
    if (!failed && parser.is_header_done())
        return std::nullopt;
    return refuse_as(failed);
}

class chunked_body::parser final : public quiet_parser {
public:
    explicit parser(receiver to) : to_(std::move(to)) {
        // The head of a request with such a body, as this begins with a head.
        static constexpr std::string_view head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        beast::error_code failed;
        body_limit(boost::none);
        put({head.data(), head.size()}, failed);
        eager(true);
        is_in_body_ = true;
    }

private:
    void on_field_impl(beast::http::field, beast::string_view, beast::string_view, error_code& failed) override {
        if (is_in_body_)
            failed = error::bad_field;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view data, error_code&) override {
        to_(standard(data));
        return data.size();
    }

    receiver const to_;
    bool is_in_body_ = false;
};

chunked_body::chunked_body(receiver to) : parser_(std::make_unique<parser>(std::move(to))) {}
chunked_body::~chunked_body() = default;

bool chunked_body::is_whole() const noexcept { return parser_->is_done(); }

std::size_t chunked_body::take(std::string_view bytes) {
    if (is_wrong_ || is_whole() || bytes.empty())
        return 0;
    beast::error_code failed;
    std::size_t const size = parser_->put({bytes.data(), bytes.size()}, failed);
    is_wrong_ = failed && (failed != error::need_more || bytes.size() - size > longest_chunk_head);
    return size;
}

} // namespace yonder::http
