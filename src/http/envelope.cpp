// SPDX-License-Identifier: BSL-1.0
#include "envelope.hpp"

#include "connect_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace yonder::http {

std::string_view media_type(framing how, format form) {
    if (how == framing::lines)
        return "application/x-ndjson";
    if (how == framing::events)
        return "text/event-stream";
    return form == format::json ? "application/connect+json" : "application/connect+proto";
}

std::array<char, 5> envelope_head(std::uint8_t flags, std::size_t size) noexcept {
    return {static_cast<char>(flags), static_cast<char>(size >> 24), static_cast<char>(size >> 16),
            static_cast<char>(size >> 8), static_cast<char>(size)};
}

std::string write_end(failure const* failed) { return failed ? "{\"error\":" + write_error(*failed) + "}" : "{}"; }

bool read_end(std::string_view text, std::optional<failure>& failed) {
    boost::json::error_code wrong;
    boost::json::parse_options options;
    options.max_depth = 80;
    auto const parsed = boost::json::parse(text, wrong, {}, options);
    if (wrong || !parsed.is_object())
        return false;
    auto const* const error = parsed.get_object().if_contains("error");
    if (!error || error->is_null())
        return true;
    failed = read_error(boost::json::serialize(*error));
    return failed.has_value();
}

bool envelope_splitter::take(std::string_view bytes) {
    while (!bytes.empty()) {
        if (head_size_ < head_.size()) {
            std::size_t const part = std::min(bytes.size(), head_.size() - head_size_);
            std::copy_n(bytes.begin(), part, head_.begin() + static_cast<std::ptrdiff_t>(head_size_));
            head_size_ += part;
            bytes.remove_prefix(part);
            if (head_size_ < head_.size())
                return true;
            size_ = 0;
            for (std::size_t i = 1; i < head_.size(); ++i)
                size_ = size_ << 8 | static_cast<unsigned char>(head_[i]);
            is_too_large_ = size_ > max_;
            if (is_too_large_)
                return false;
        }
        std::size_t const part = std::min(bytes.size(), size_ - message_.size());
        message_.append(bytes.substr(0, part));
        bytes.remove_prefix(part);
        if (message_.size() < size_)
            return true;
        head_size_ = 0;
        if (!to_(static_cast<std::uint8_t>(head_[0]), std::exchange(message_, std::string())))
            return false;
    }
    return true;
}

std::unique_ptr<message_splitter> make_splitter(framing how, std::size_t max_message, message_splitter::receiver to) {
    if (how == framing::connect)
        return std::make_unique<envelope_splitter>(max_message, std::move(to));
    return std::make_unique<line_splitter>(max_message, std::move(to));
}

bool line_splitter::hand_on() {
    if (!line_.empty() && line_.back() == '\r')
        line_.pop_back();
    return line_.empty() || to_(0, std::exchange(line_, std::string()));
}

bool line_splitter::take(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t const end = bytes.find('\n');
        line_.append(bytes.substr(0, end));
        is_too_large_ = line_.size() > max_;
        if (is_too_large_ || (end != bytes.npos && !hand_on()))
            return false;
        bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
    }
    return true;
}

} // namespace yonder::http
