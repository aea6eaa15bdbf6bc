// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_REQUEST_PARSER_HPP
#define YONDER_SRC_HTTP_REQUEST_PARSER_HPP

#include "request_checks.hpp"
#include "request_head.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace yonder::http {

struct head_limits {
    std::size_t max_head = 64 * 1024; // bytes
    std::size_t max_line = 8192;      // of the target, or of one field
};

// How many bytes the head of a request has that `bytes` begin with, its empty line included; 0 if it is not whole yet.
// Sets what is wrong with it if it is too large already. `looked_at` bytes were looked at before.
std::size_t find_end_of_head(std::string_view bytes, std::size_t looked_at, head_limits const& limits,
                             std::optional<refusal>& wrong);

// Reads a whole head into views of it. What is wrong, if it is none.
std::optional<refusal> parse_head(std::string_view head, head_limits const& limits, request_head& into);

// Reads a body in chunks (RFC 9112, section 7.1) piece by piece. Trailers are refused.
class chunked_body {
public:
    using receiver = std::function<void(std::string_view data)>;

    explicit chunked_body(receiver to);
    ~chunked_body();

    // Takes what it can of `bytes`, and returns how much that is.
    std::size_t take(std::string_view bytes);

    bool is_whole() const noexcept;
    bool is_wrong() const noexcept { return is_wrong_; }

private:
    class parser;
    std::unique_ptr<parser> parser_;
    bool is_wrong_ = false;
};

} // namespace yonder::http

#endif
