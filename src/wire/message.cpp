// SPDX-License-Identifier: BSL-1.0
#include "message.hpp"

#include "../call/token.hpp"
#include "../net/connection.hpp"
#include "../net/text.hpp"
#include "bytes.hpp"

#include <yonder/call/trace.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <limits>
#include <utility>

namespace yonder::wire_protocol {
namespace {

namespace has {
constexpr std::uint8_t name = 1;
constexpr std::uint8_t deadline = 2;
constexpr std::uint8_t activity = 4;
constexpr std::uint8_t response_to = 8;
constexpr std::uint8_t is_once = 16;
constexpr std::uint8_t remembered = 32;
constexpr std::uint8_t ambient = 64;
constexpr std::uint8_t metadata = 128;
} // namespace has

// In the second set.
namespace has_also {
constexpr std::uint16_t time = 1;
constexpr std::uint16_t version = 2;
constexpr std::uint16_t sender = 4;
constexpr std::uint16_t user = 8;
constexpr std::uint16_t trace = 16;
constexpr std::uint16_t signature = 32;
constexpr std::uint16_t all = 63;
} // namespace has_also

constexpr std::size_t max_pairs = 100;
constexpr std::size_t max_pair_bytes = 16 * 1024;

// Names and values. False if there are too many.
template <class List>
bool append_pairs(std::string& out, List const& list) {
    std::size_t const begin = out.size();
    put(out, static_cast<std::uint16_t>(list.size()));
    for (auto const& [name, value] : list) {
        if (name.size() > max_pair_bytes || value.size() > max_pair_bytes)
            return false;
        put_text<std::uint16_t>(out, name);
        put_text<std::uint16_t>(out, value);
    }
    return list.size() <= max_pairs && out.size() - begin <= max_pair_bytes;
}

// Claims are any texts. Names of metadata are tokens, which go into headers as they are; values of fields, too.
enum class pairs : std::uint8_t { claims, ambient, fields };

// False if they are none, or too many.
template <class Take>
bool read_pairs(byte_reader& from, pairs what, Take take) {
    std::size_t const count = from.take<std::uint16_t>();
    std::size_t bytes = 2;
    if (count > max_pairs)
        return false;
    for (std::size_t i = 0; i < count && from.is_good(); ++i) {
        std::string_view const name = from.take_text<std::uint16_t>();
        std::string_view const value = from.take_text<std::uint16_t>();
        if (!from.is_good() || (what == pairs::ambient && !is_token(name)) ||
            (what == pairs::fields && (!is_token(name) || !is_field_value(value))))
            return false;
        bytes += name.size() + value.size() + 4;
        if (bytes > max_pair_bytes)
            return false;
        take(name, value);
    }
    return from.is_good();
}

std::string too_much(std::string_view what) {
    return std::string(what) + " has more than " + std::to_string(max_pairs) + " values or " +
           std::to_string(max_pair_bytes) + " bytes, which is what travels";
}

// Whose call it is.
std::optional<std::string> append_origin(std::string& out, message_header const& header) {
    if (header.time.time_since_epoch().count() > 0)
        put(out, static_cast<std::uint64_t>(header.time.time_since_epoch().count()));
    if (header.version > 0)
        put(out, static_cast<std::uint32_t>(header.version));
    if (header.sender.size() > max_pair_bytes)
        return too_much("the sender");
    if (!header.sender.empty())
        put_text<std::uint16_t>(out, header.sender);
    if (header.user) {
        if (header.user->type.size() > max_pair_bytes || header.user->id.size() > max_pair_bytes)
            return too_much("the user of the context");
        put_text<std::uint16_t>(out, header.user->type);
        put_text<std::uint16_t>(out, header.user->id);
        if (!append_pairs(out, header.user->claims))
            return too_much("the user of the context");
    }
    if (header.trace) {
        if (header.trace->state.size() > max_pair_bytes)
            return too_much("the state of the trace");
        out.append(reinterpret_cast<char const*>(header.trace->id.data()), header.trace->id.size());
        put(out, header.trace->flags);
        put_text<std::uint16_t>(out, header.trace->state);
    }
    return std::nullopt;
}

// False if it is not of the form.
bool read_origin(byte_reader& from, std::uint16_t fields, message_header& header) {
    if (fields & has_also::time)
        header.time = decltype(header.time)(std::chrono::nanoseconds(
            std::min<std::uint64_t>(from.take<std::uint64_t>(), std::numeric_limits<std::int64_t>::max())));
    if (fields & has_also::version)
        header.version = from.take<std::uint32_t>();
    if (fields & has_also::sender)
        header.sender = from.take_text<std::uint16_t>();
    if (fields & has_also::user) {
        user whose;
        whose.type = from.take_text<std::uint16_t>();
        whose.id = from.take_text<std::uint16_t>();
        if (!read_pairs(from, pairs::claims,
                        [&](std::string_view name, std::string_view value) { whose.claims.emplace_back(name, value); }))
            return false;
        header.user = std::make_shared<user const>(std::move(whose));
    }
    if (fields & has_also::trace) {
        trace_context trace;
        trace.id = from.take_uuid().bytes;
        trace.parent = span_of(header.id);
        trace.flags = from.take<std::uint8_t>() & 1;
        trace.state = from.take_text<std::uint16_t>();
        header.trace = std::make_shared<trace_context const>(std::move(trace));
    }
    return from.is_good() && (fields & ~has_also::all) == 0;
}

} // namespace

std::optional<std::string> append_request_head(std::string& out, request_head const& head) {
    message_header const& header = head.header;
    bool const has_activity = !header.activity.is_nil() && header.activity != header.id;
    bool const has_ambient = header.ambient && !header.ambient->empty();
    unsigned fields = 0;
    fields |= head.name.empty() ? 0u : has::name;
    fields |= header.deadline ? has::deadline : 0u;
    fields |= has_activity ? has::activity : 0u;
    fields |= header.response_to.is_nil() ? 0u : has::response_to;
    fields |= header.is_once ? has::is_once : 0u;
    fields |= header.remembered.is_nil() ? 0u : has::remembered;
    fields |= has_ambient ? has::ambient : 0u;
    // Of a request that is handed on, it was that of the hop before.
    bool const has_metadata = !header.from && !header.metadata.empty();
    fields |= has_metadata ? has::metadata : 0u;
    put(out, static_cast<std::uint8_t>(fields));
    put(out, static_cast<std::uint8_t>(header.intent));
    unsigned also = 0;
    also |= header.time.time_since_epoch().count() > 0 ? has_also::time : 0u;
    also |= header.version > 0 ? has_also::version : 0u;
    also |= header.sender.empty() ? 0u : has_also::sender;
    also |= header.user ? has_also::user : 0u;
    also |= header.trace ? has_also::trace : 0u;
    also |= head.is_signed ? has_also::signature : 0u;
    put(out, static_cast<std::uint16_t>(also));
    put(out, head.method);
    put(out, header.id);
    if (header.deadline) {
        auto const left = std::chrono::duration_cast<std::chrono::microseconds>(*header.deadline - clock::now());
        put(out, static_cast<std::uint64_t>(std::max<std::int64_t>(left.count(), 0)));
    }
    if (has_activity)
        put(out, header.activity);
    if (!header.response_to.is_nil())
        put(out, header.response_to);
    if (!header.remembered.is_nil())
        put(out, header.remembered);
    if (!head.name.empty())
        put_text<std::uint16_t>(out, head.name);
    if (has_ambient && !append_pairs(out, *header.ambient))
        return too_much("the metadata of the context");
    if (has_metadata) {
        for (auto const& [name, value] : header.metadata)
            if (!is_token(name) || !is_field_value(value))
                return "the metadata \"" + net::printable(name) + "\" cannot be a header";
        if (!append_pairs(out, header.metadata))
            return too_much("the metadata of the call");
    }
    return also ? append_origin(out, header) : std::nullopt;
}

std::optional<request_head> read_request_head(std::string_view& bytes) {
    byte_reader from(bytes);
    request_head head;
    message_header& header = head.header;
    auto const fields = from.take<std::uint8_t>();
    auto const intent = from.take<std::uint8_t>();
    auto const also = from.take<std::uint16_t>();
    if (intent > static_cast<std::uint8_t>(intent::cancel_remembered))
        return std::nullopt;
    header.intent = static_cast<yonder::intent>(intent);
    head.method = from.take<std::uint32_t>();
    header.id = from.take_uuid();
    if (fields & has::deadline) {
        auto const left = from.take<std::uint64_t>();
        constexpr std::uint64_t longest = 100ull * 365 * 24 * 3600 * 1'000'000; // as good as none, and no overflow
        header.deadline = clock::now() + std::chrono::microseconds(std::min(left, longest));
    }
    header.activity = fields & has::activity ? from.take_uuid() : header.id;
    if (fields & has::response_to)
        header.response_to = from.take_uuid();
    header.is_once = (fields & has::is_once) != 0;
    if (fields & has::remembered)
        header.remembered = from.take_uuid();
    if (fields & has::name)
        head.name = from.take_text<std::uint16_t>();
    if (fields & has::ambient) {
        metadata_list list;
        if (!read_pairs(from, pairs::ambient,
                        [&](std::string_view name, std::string_view value) { list.emplace_back(name, value); }))
            return std::nullopt;
        header.ambient = std::make_shared<metadata_list const>(std::move(list));
    }
    if ((fields & has::metadata) &&
        !read_pairs(from, pairs::fields,
                    [&](std::string_view name, std::string_view value) { header.metadata.emplace_back(name, value); }))
        return std::nullopt;
    if (also && !read_origin(from, also, header))
        return std::nullopt;
    head.is_signed = (also & has_also::signature) != 0;
    bytes = from.rest();
    return from.is_good() ? std::optional(std::move(head)) : std::nullopt;
}

void append_failure(std::string& out, failure const& what) {
    put(out, static_cast<std::uint8_t>(what.code));
    put(out, static_cast<std::uint8_t>(what.reached));
    put(out, static_cast<std::uint16_t>(what.details.size()));
    put_text<std::uint32_t>(out, what.message);
    for (failure_detail const& one : what.details) {
        put_text<std::uint32_t>(out, one.type);
        put_text<std::uint32_t>(out, one.binary);
        put_text<std::uint32_t>(out, one.json);
    }
}

std::optional<failure> read_failure(std::string_view bytes) {
    byte_reader from(bytes);
    failure read;
    auto const value = from.take<std::uint8_t>();
    auto const how_far = from.take<std::uint8_t>();
    auto const details = from.take<std::uint16_t>();
    if (value < static_cast<std::uint8_t>(code::canceled) || value > static_cast<std::uint8_t>(code::unauthenticated))
        return std::nullopt;
    read.code = static_cast<code>(value);
    // Of what is answered only this may be told: that it was not begun.
    read.reached = how_far == static_cast<std::uint8_t>(reached::not_sent) ? reached::not_sent : reached::executed;
    read.message = from.take_text<std::uint32_t>();
    for (std::size_t i = 0; i < details && from.is_good(); ++i) {
        failure_detail one;
        one.type = from.take_text<std::uint32_t>();
        one.binary = from.take_text<std::uint32_t>();
        one.json = from.take_text<std::uint32_t>();
        read.details.push_back(std::move(one));
    }
    return from.is_good() ? std::optional(std::move(read)) : std::nullopt;
}

void append_go_away(std::string& out, std::uint32_t last_call, std::string_view why) {
    put(out, last_call);
    put_text<std::uint16_t>(out, why);
}

bool read_go_away(std::string_view bytes, std::uint32_t& last_call, std::string& why) {
    byte_reader from(bytes);
    last_call = from.take<std::uint32_t>();
    why = from.take_text<std::uint16_t>();
    return from.is_good();
}

namespace {

// A long message of a call, in parts, and what follows it.
class parts final : public net::long_message {
public:
    void add(frame_head head, std::string body) { messages_.emplace_back(head, std::move(body)); }

    bool next(std::string& out) override {
        auto& [head, body] = messages_.front();
        std::string_view const part = std::string_view(body).substr(done_, max_part);
        done_ += part.size();
        bool const is_last = done_ == body.size();
        frame_head one = head;
        one.size = static_cast<std::uint32_t>(part.size());
        if (!is_last)
            one.flags |= flag::continues;
        append_head(out, one);
        out += part;
        head.type = frame_type::more;
        if (is_last) {
            messages_.pop_front();
            done_ = 0;
        }
        return !messages_.empty();
    }

    std::size_t size() const noexcept override {
        std::size_t all = 0;
        for (auto const& [head, body] : messages_)
            all += body.size();
        return all - done_;
    }

private:
    std::deque<std::pair<frame_head, std::string>> messages_;
    std::size_t done_ = 0; // of the first
};

} // namespace

void append_in_parts(std::string& out, frame_head head, std::string_view body) {
    parts message;
    message.add(head, std::string(body));
    while (message.next(out)) {
    }
}

bool append_message(std::string& out, frame_head head, std::string_view first, std::string_view body) {
    if (first.size() + body.size() > max_part)
        return false;
    head.size = static_cast<std::uint32_t>(first.size() + body.size());
    append_head(out, head);
    out += first;
    out += body;
    return true;
}

void write_message(net::connection& on, frame_head head, std::string_view first, std::string&& body) {
    queue_message(on, head, first, std::move(body));
    on.flush_soon();
}

void queue_message(net::connection& on, frame_head head, std::string_view first, std::string&& body) {
    on.queue(head.call, [&](std::string& out, net::long_message* behind) -> std::unique_ptr<net::long_message> {
        if (!behind && append_message(out, head, first, body))
            return nullptr;
        body.insert(0, first);
        if (behind) {
            static_cast<parts&>(*behind).add(head, std::move(body));
            return nullptr;
        }
        auto made = std::make_unique<parts>();
        made->add(head, std::move(body));
        return made;
    });
}

} // namespace yonder::wire_protocol
