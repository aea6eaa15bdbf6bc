// SPDX-License-Identifier: BSL-1.0
#include "stream_answer.hpp"

namespace yonder::http {

bool stream_answer::begin() {
    if (has_begun_)
        return true;
    has_begun_ = true;
    on_.begin_own_answer();
    text_.clear();
    append_stream_head(text_, style_, is_closing_ ? afterwards::close : afterwards::keep);
    text_ += headers_;
    text_ += "\r\n";
    return on_.send(text_);
}

bool stream_answer::item(std::string_view bytes) {
    if (!begin())
        return false;
    text_.clear();
    append_item(text_, style_, bytes);
    return on_.send(text_);
}

bool stream_answer::end(failure const* failed) {
    if (!begin())
        return false;
    text_.clear();
    append_end(text_, style_, failed);
    return on_.send(text_) && on_.flush();
}

} // namespace yonder::http
