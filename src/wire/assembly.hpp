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
        whole,     // the message is in `head` and `body`
        waiting,   // for more parts
        wrong,     // a part of nothing, or another message before the last one's end
        too_large, // and dropped, as are its further parts; said once
        no_room    // the same, for those that have begun
    };

    // All bounds are in bytes, but for the number of messages that are begun.
    struct bounds {
        std::size_t message = 0;
        std::size_t all = static_cast<std::size_t>(-1);
        std::size_t begun = static_cast<std::size_t>(-1);
    };
    explicit assembly(bounds most) : most_(most) {}

    // Takes a frame. If that is a whole message, `body` stays as it is; if it makes one whole, that is moved to `kept`,
    // and `body` and `head` are its.
    state add(frame_head& head, std::string_view& body, std::string& kept) {
        auto const found = begun_.find(head.call);
        bool const is_more = head.type == frame_type::more;
        bool const continues = (head.flags & flag::continues) != 0;
        if (is_more != (found != begun_.end()))
            return state::wrong;
        if (!is_more && !continues)
            return body.size() > most_.message ? state::too_large : state::whole;
        bool const is_full = size_ > most_.all;
        if (!is_more) {
            bool const is_dropped = is_full || begun_.size() >= most_.begun;
            size_ += is_dropped ? 0 : body.size();
            begun_.emplace(head.call, message{head, std::string(is_dropped ? std::string_view() : body), is_dropped});
            return is_dropped ? state::no_room : state::waiting;
        }
        message& one = found->second;
        bool const was_dropped = one.is_dropped;
        bool const is_large = !was_dropped && one.body.size() + body.size() > most_.message;
        if (!was_dropped) {
            size_ += body.size();
            one.body += body;
            if (is_full || is_large) {
                head = one.head;
                forget(head.call);
            } else if (!continues) {
                size_ -= one.body.size();
                kept = std::move(one.body);
                body = kept;
                head = one.head;
            }
        }
        state const made = one.is_dropped ? (was_dropped ? state::waiting
                                             : is_large  ? state::too_large
                                                         : state::no_room)
                           : continues    ? state::waiting
                                          : state::whole;
        if (!continues)
            begun_.erase(found);
        return made;
    }

    void forget(std::uint32_t call) {
        if (auto const found = begun_.find(call); found != begun_.end()) {
            size_ -= found->second.body.size();
            found->second.body = std::string();
            found->second.is_dropped = true;
        }
    }

    bool empty() const noexcept { return begun_.empty(); }

private:
    struct message {
        frame_head head;
        std::string body;
        bool is_dropped = false;
    };
    bounds const most_;
    boost::unordered_flat_map<std::uint32_t, message> begun_;
    std::size_t size_ = 0; // of all
};

} // namespace yonder::wire_protocol

#endif
