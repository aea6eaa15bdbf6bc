// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_REQUEST_HEAD_HPP
#define YONDER_SRC_HTTP_REQUEST_HEAD_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::http {

// The fields that something here looks at.
enum class known : std::uint8_t {
    accept,
    baggage,
    connect_content_encoding,
    connect_protocol_version,
    connect_timeout_ms,
    connection,
    content_encoding,
    content_length,
    content_type,
    expect,
    idempotency_key,
    origin,
    prefer,
    traceparent,
    tracestate,
    transfer_encoding,
    yonder_activity,
    yonder_id,
    yonder_response_to,
    yonder_sender,
    yonder_time,
    yonder_user,
    yonder_version,
    others
};

// The head of a request, whoever has read it: views of what it was read from.
class request_head {
public:
    struct field {
        std::string_view name;
        std::string_view value;
        known which = known::others;
    };

    std::string_view method;
    bool is_1_0 = false; // HTTP/1.0, not 1.1

    // Forgets what it has of fields.
    void clear() noexcept;
    void add(std::string_view name, std::string_view value);
    std::vector<field> const& fields() const noexcept { return fields_; }

    // Takes the target of the request line apart.
    void set_target(std::string_view target);

    // As the request line has it.
    std::string_view target() const noexcept { return target_; }

    // Without the query, and with what is percent-encoded decoded.
    std::string_view path() const noexcept { return is_decoded_ ? std::string_view(decoded_) : path_; }

    // A parameter of the query, decoded.
    std::optional<std::string> parameter(std::string_view name) const;

    // Of fields of this name: the first value, empty if there is none; and how many there are.
    std::string_view get(known name) const noexcept {
        std::uint32_t const at = first_[static_cast<std::size_t>(name)];
        return at ? fields_[at - 1].value : std::string_view();
    }
    bool has(known name) const noexcept { return first_[static_cast<std::size_t>(name)] != 0; }
    std::size_t count(known name) const noexcept;

    // Calls `take` with each value.
    template <class Take>
    void for_each(known name, Take take) const {
        if (has(name))
            for (field const& one : fields_)
                if (one.which == name)
                    take(one.value);
    }

    // Whether the text is `lower`, a text in lower case, in any case.
    static bool is_same(std::string_view text, std::string_view lower) noexcept;

    // Whether a length is said, and whether more may follow the head. A call without a length has no body (RFC 9112,
    // section 6.3), but it would mostly have one, if a header was lost on the way.
    bool has_length() const noexcept;
    bool has_body() const noexcept;

private:
    std::vector<field> fields_;
    std::array<std::uint32_t, static_cast<std::size_t>(known::others) + 1> first_{}; // where in fields_, from 1
    std::string_view target_;
    std::string_view path_;
    std::string_view query_;
    bool is_decoded_ = false;
    std::string decoded_;
};

// What percent-encoded text stands for; nothing if it is wrong.
std::optional<std::string> decode_percent(std::string_view text);

} // namespace yonder::http

#endif
