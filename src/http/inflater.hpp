// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_INFLATER_HPP
#define YONDER_SRC_HTTP_INFLATER_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::http {

// Unpacks a body in the form of gzip (RFC 1952) as it comes. Throws std::bad_alloc.
class inflater {
public:
    inflater();
    ~inflater();

    // Appends what the bytes unpack to, until `out` has more than `limit` bytes. False if they are not of the form.
    bool take(std::string_view bytes, std::string& out, std::size_t limit);

    // Whether the end has come.
    bool is_whole() const noexcept { return is_whole_; }

private:
    struct stream;
    std::unique_ptr<stream> stream_;
    bool is_whole_ = false;
};

} // namespace yonder::http

#endif
