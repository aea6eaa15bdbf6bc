// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_DECODE_ERROR_HPP
#define YONDER_CODEC_JSON_DECODE_ERROR_HPP

#include <yonder/codec/decode_options.hpp>
#include <yonder/codec/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace yonder::json {

using codec::decode_options;
using codec::encode_error;

// A text is not JSON, or not of the type wanted: "order.items[3].price: expected an integer, got "ten" (line 1,
// column 52)".
class decode_error : public codec::decode_error {
public:
    decode_error(std::string path, std::string problem, std::string_view text, std::size_t offset);

    std::size_t line() const noexcept { return at_.line; }     // from 1
    std::size_t column() const noexcept { return at_.column; } // in bytes, from 1

private:
    struct place {
        std::size_t line, column;
    };
    decode_error(std::string path, std::string problem, std::size_t offset, place at);
    static place place_of(std::string_view text, std::size_t offset);

    place at_;
};

} // namespace yonder::json

#endif
