// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_ASSEMBLY_HPP
#define YONDER_SRC_WIRE_ASSEMBLY_HPP

#include "frame.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace yonder::wire_protocol {

// Messages that come in parts, by call.
class assembly {
public:
    enum class state : std::uint8_t {
        whole,    // the message is in `head` and `body`
        waiting,  // for more parts
        wrong,    // a part of nothing, or another message before the last one's end
        too_large // and dropped, as are its further parts; said once
    };

    // Takes a frame. If that is a whole message, `body` stays as it is; if it makes one whole, that is moved to `kept`,
    // and `body` and `head` are its.
    state add(frame_head& head, std::string_view& body, std::string& kept, std::size_t max_size) {
        auto const found = begun_.find(head.call);
        bool const is_more = head.type == frame_type::more;
        bool const continues = (head.flags & flag::continues) != 0;
        if (is_more != (found != begun_.end()))
            return state::wrong;
        if (!is_more && !continues)
            return body.size() > max_size ? state::too_large : state::whole;
        if (!is_more) {
            size_ += body.size();
            begun_.emplace(head.call, message{head, std::string(body)});
            return state::waiting;
        }
        message& one = found->second;
        if (one.is_dropped) {
            if (!continues)
                begun_.erase(found);
            return state::waiting;
        }
        size_ += body.size();
        one.body += body;
        if (one.body.size() > max_size) {
            size_ -= one.body.size();
            head = one.head;
            one.body = std::string();
            one.is_dropped = true;
            if (!continues)
                begun_.erase(found);
            return state::too_large;
        }
        if (continues)
            return state::waiting;
        size_ -= one.body.size();
        kept = std::move(one.body);
        body = kept;
        head = one.head;
        begun_.erase(found);
        return state::whole;
    }

    void forget(std::uint32_t call) {
        if (auto const found = begun_.find(call); found != begun_.end()) {
            size_ -= found->second.body.size();
            found->second.body = std::string();
            found->second.is_dropped = true;
        }
    }

    // Whether parts of a message of this call are kept.
    bool is_kept(std::uint32_t call) const {
        auto const found = begun_.find(call);
        return found != begun_.end() && !found->second.is_dropped;
    }

    // Keeps nothing of a message that begins.
    void skip(frame_head const& head) { begun_.insert_or_assign(head.call, message{head, {}, true}); }

    bool empty() const noexcept { return begun_.empty(); }
    std::size_t count() const noexcept { return begun_.size(); }
    std::size_t size() const noexcept { return size_; } // bytes of all

private:
    struct message {
        frame_head head;
        std::string body;
        bool is_dropped = false;
    };
    boost::unordered_flat_map<std::uint32_t, message> begun_;
    std::size_t size_ = 0;
};

} // namespace yonder::wire_protocol

#endif
