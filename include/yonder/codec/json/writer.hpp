// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_WRITER_HPP
#define YONDER_CODEC_JSON_WRITER_HPP

#include <yonder/codec/error.hpp>
#include <yonder/codec/output.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace yonder::json {

using codec::encode_error;

// Appends JSON text to a string.
class writer : public codec::output {
public:
    using output::output;

    // A string with its quotes. Throws encode_error if `text` is not UTF-8.
    void string(std::string_view text);

    // A number that JSON has no form for is a string: "NaN", "Infinity", "-Infinity".
    void number(double value);
    void number(float value);

    // In place of the exception being handled, for which a value is not written: encode_error, with where it stands in
    // what was written. An exception of another kind is nested in that.
    [[noreturn, gnu::cold]] void throw_with_path() const;

    // Whether what was written at `from` on looks like an integer. `from` is from room(), with nothing making
    // room since.
    bool is_integer_since(char const* from) const noexcept {
        return std::string_view(from, static_cast<std::size_t>(at() - from)).find_first_of(".eNI\"") ==
               std::string_view::npos;
    }
};

} // namespace yonder::json

#endif
