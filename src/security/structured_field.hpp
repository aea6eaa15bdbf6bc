// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_SECURITY_STRUCTURED_FIELD_HPP
#define YONDER_SRC_SECURITY_STRUCTURED_FIELD_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// Structured fields of HTTP (RFC 8941), as far as signatures and digests need them: dictionaries of items and of inner
// lists. No decimals.
namespace yonder::security::structured {

enum class kind : std::uint8_t { integer, text, token, bytes, boolean };

struct value {
    structured::kind kind = kind::boolean;
    std::int64_t number = 1; // of an integer; of a boolean 0 or 1
    std::string text;        // of the others
};

using parameters = std::vector<std::pair<std::string, value>>; // a name stands once

struct item {
    structured::value value;
    structured::parameters parameters;
};

struct inner_list {
    std::vector<item> items;
    structured::parameters parameters;
};

using member = std::variant<item, inner_list>;
using dictionary = std::vector<std::pair<std::string, member>>; // a name stands once

// Nothing if it is not of the form, or has more than 64 members, items or parameters.
std::optional<dictionary> parse_dictionary(std::string_view text);

member const* find(dictionary const& in, std::string_view name);
value const* find(parameters const& in, std::string_view name);

// The one text of each, as RFC 8941, section 4.1, has it.
void append(std::string& out, value const& one);
void append(std::string& out, parameters const& all);
void append(std::string& out, item const& one);
void append(std::string& out, inner_list const& list);

} // namespace yonder::security::structured

#endif
