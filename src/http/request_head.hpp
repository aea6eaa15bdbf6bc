// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_REQUEST_HEAD_HPP
#define YONDER_SRC_HTTP_REQUEST_HEAD_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::http {

// The head of a request, whoever has read it: views of what it was read from.
class request_head {
public:
    struct field {
        std::string_view name;
        std::string_view value;
    };

    std::string_view method;
    bool is_1_0 = false; // HTTP/1.0, not 1.1
    std::vector<field> fields;

    // Takes the target of the request line apart.
    void set_target(std::string_view target);

    // Without the query, and with what is percent-encoded decoded.
    std::string_view path() const noexcept { return is_decoded_ ? std::string_view(decoded_) : path_; }

    // A parameter of the query, decoded.
    std::optional<std::string> parameter(std::string_view name) const;

    // Of fields of this name, whatever its case: the first value, empty if there is none.
    std::string_view get(std::string_view name) const noexcept;
    bool has(std::string_view name) const noexcept { return count(name) > 0; }
    std::size_t count(std::string_view name) const noexcept;

    // Calls `take` with each value.
    template <class Take>
    void for_each(std::string_view name, Take take) const {
        for (field const& one : fields)
            if (is_same(one.name, name))
                take(one.value);
    }

    // Whether the text is `lower`, a text in lower case, in any case.
    static bool is_same(std::string_view text, std::string_view lower) noexcept;

    // Whether a length is said, and whether more may follow the head. A call without a length has no body (RFC 9112,
    // section 6.3), but it would mostly have one, if a header was lost on the way.
    bool has_length() const noexcept;
    bool has_body() const noexcept;

private:
    std::string_view path_;
    std::string_view query_;
    bool is_decoded_ = false;
    std::string decoded_;
};

// What percent-encoded text stands for; nothing if it is wrong.
std::optional<std::string> decode_percent(std::string_view text);

} // namespace yonder::http

#endif
