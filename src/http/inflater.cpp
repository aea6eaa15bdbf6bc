// SPDX-License-Identifier: BSL-1.0
#include "inflater.hpp"

#include <zlib.h>

#include <new>

namespace yonder::http {
namespace {

constexpr std::size_t piece = 16 * 1024;
constexpr int only_gzip = 15 + 16; // the largest window, and the form (see inflateInit2)

} // namespace

struct inflater::stream : z_stream {
    stream() : z_stream{} {
        if (inflateInit2(this, only_gzip) != Z_OK)
            throw std::bad_alloc();
    }
    ~stream() { inflateEnd(this); }
    stream(stream const&) = delete;
    stream& operator=(stream const&) = delete;
};

inflater::inflater() : stream_(std::make_unique<stream>()) {}
inflater::~inflater() = default;

bool inflater::take(std::string_view bytes, std::string& out, std::size_t limit) {
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib does not write there
    stream_->avail_in = static_cast<uInt>(bytes.size());
    while ((stream_->avail_in > 0 || stream_->avail_out == 0) && out.size() <= limit) {
        if (is_whole_)
            return stream_->avail_in == 0; // nothing may follow
        std::size_t const before = out.size();
        out.resize(before + piece);
        stream_->next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream_->avail_out = piece;
        int const result = inflate(stream_.get(), Z_NO_FLUSH);
        out.resize(before + piece - stream_->avail_out);
        is_whole_ = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return false;
        if (result == Z_BUF_ERROR)
            break; // it wants more
    }
    return true;
}

} // namespace yonder::http
