// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ERROR_HPP
#define YONDER_CODEC_ERROR_HPP

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace yonder::codec {

// A value has no form: text that is not UTF-8, a time out of range, an enumerator without a name.
class encode_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Bytes are not what was wanted. what() has all of it.
class decode_error : public std::runtime_error {
public:
    // `place` is where, in words: "line 1, column 52".
    decode_error(std::string path, std::string problem, std::size_t offset, std::string const& place);

    std::string const& path() const noexcept { return path_; }       // "order.items[3].price"; empty at the top
    std::string const& problem() const noexcept { return problem_; } // without the place
    std::size_t offset() const noexcept { return offset_; }          // in bytes from the beginning

private:
    std::string path_;
    std::string problem_;
    std::size_t offset_;
};

} // namespace yonder::codec

#endif
