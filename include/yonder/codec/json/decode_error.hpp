// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_DECODE_ERROR_HPP
#define YONDER_CODEC_JSON_DECODE_ERROR_HPP

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::json {

// Limits and strictness of reading.
struct decode_options {
    bool refuse_unknown = false;            // members that the struct does not have are errors, not ignored
    std::size_t max_size = 4 * 1024 * 1024; // of the text, in bytes
    std::size_t max_depth = 64;             // of arrays and objects within each other
    std::size_t* ignored_members = nullptr; // if not null, raised by the number of members that were ignored
};

// A text is not JSON, or not of the type wanted. what() has all of it: "order.items[3].price: expected an integer, got
// "ten" (line 1, column 52)".
class decode_error : public std::runtime_error {
public:
    decode_error(std::string path, std::string problem, std::string_view text, std::size_t offset);

    std::string const& path() const noexcept { return path_; }       // "order.items[3].price"; empty at the top
    std::string const& problem() const noexcept { return problem_; } // without the place
    std::size_t offset() const noexcept { return offset_; }          // in bytes from the beginning
    std::size_t line() const noexcept { return line_; }              // from 1
    std::size_t column() const noexcept { return column_; }          // in bytes, from 1

private:
    struct place {
        std::size_t line, column;
    };
    decode_error(std::string path, std::string problem, std::size_t offset, place at);
    static place place_of(std::string_view text, std::size_t offset);

    std::string path_;
    std::string problem_;
    std::size_t offset_;
    std::size_t line_;
    std::size_t column_;
};

} // namespace yonder::json

#endif
