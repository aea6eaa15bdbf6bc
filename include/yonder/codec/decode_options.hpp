// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_DECODE_OPTIONS_HPP
#define YONDER_CODEC_DECODE_OPTIONS_HPP

#include <cstddef>

namespace yonder::codec {

// Limits and strictness of reading, the same for each form.
struct decode_options {
    bool refuse_unknown = false;            // members that the struct does not have are errors, not ignored
    std::size_t max_size = 4 * 1024 * 1024; // of the whole, in bytes
    std::size_t max_depth = 64;             // of values within each other
    std::size_t* ignored_members = nullptr; // if not null, raised by the number of members that were ignored
};

} // namespace yonder::codec

#endif
