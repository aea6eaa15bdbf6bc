// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <yonder/codec/enumerators.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/codec/failing.hpp>
#include <yonder/codec/output.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace yonder::codec {

decode_error::decode_error(std::string path, std::string problem, std::size_t offset, std::string const& place)
    : std::runtime_error((path.empty() ? "" : path + ": ") + problem + " (" + place + ")"), path_(std::move(path)),
      problem_(std::move(problem)), offset_(offset) {}

void refuse_enumerator(std::string const& value, std::span<std::string_view const> known) {
    std::string names;
    for (std::string_view const name : known.first(std::min<std::size_t>(known.size(), 3)))
        names += (names.empty() ? " (" : ", ") + std::string(name);
    names += known.empty() ? "" : known.size() > 3 ? ", ...)" : ")";
    throw encode_error("an enumeration has the value " + value + ", which is none of its enumerators" + names);
}

void output::throw_too_deep() {
    throw encode_error("a value has more than " + std::to_string(max_depth) + " levels of values within each other");
}

void output::grow(std::size_t size) {
    std::size_t const used = position();
    bool const was_own = begin_ == own_.data();
    out_.resize(base_ + std::max(used + size, 2 * used));
    if (out_.capacity() > out_.size()) // room that costs nothing more
        out_.resize(std::min(out_.capacity(), 2 * out_.size()));
    if (was_own)
        std::memcpy(out_.data() + base_, begin_, used);
    begin_ = out_.data() + base_;
    at_ = begin_ + used;
    end_ = out_.data() + out_.size();
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 40;
    std::string result;
    char const* at = text.data();
    char const* const end = at + text.size();
    while (at != end && result.size() < most) {
        std::size_t const length = utf8_length(at, end);
        if (length == 0 || static_cast<unsigned char>(*at) < ' ') {
            static constexpr char digits[] = "0123456789abcdef";
            auto const c = static_cast<unsigned char>(*at++);
            result += "\\x";
            result += digits[c >> 4];
            result += digits[c & 15];
        } else {
            result.append(at, length);
            at += length;
        }
    }
    if (at != end)
        result += "...";
    return result;
}

bool failing::keep(std::string problem, std::size_t offset) {
    kept_ = std::make_unique<error>(error{{}, std::move(problem), offset});
    return false;
}

bool failing::hide() {
    kept_->path.clear();
    kept_->problem = "is not what it must be, and is secret";
    return false;
}

bool failing::within(std::string_view member) {
    std::string& path = kept_->path;
    if (!path.empty() && path.front() != '[')
        path.insert(0, 1, '.');
    path.insert(0, member);
    return false;
}

bool failing::within(std::size_t index) { return within("[" + std::to_string(index) + "]"); }

bool failing::within_name(std::string_view name) {
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    bool const is_word = !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), is_plain);
    return is_word ? within(name) : within_key(name);
}

bool failing::within_key(std::string_view key) { return within("[\"" + excerpt(key) + "\"]"); }

} // namespace yonder::codec
