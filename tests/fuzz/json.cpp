// SPDX-License-Identifier: BSL-1.0
// Any text: read untyped it is taken or refused as Boost.JSON does under the same rules, with the same value;
// read into described types it does no harm, and what is taken comes back the same.
#include "everything.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

constexpr std::array<std::string_view, 3> parameter_names{"first_part", "item", "rest"};

// The oracle of this version rounds some numbers in their last digit, and takes 0e400 for none (zero times
// infinity).
bool is_same(boost::json::value const& a, boost::json::value const& b) {
    if (a.is_double() && b.is_double()) {
        double const x = a.get_double();
        double const y = b.get_double();
        return x == y || (x == 0 && std::isnan(y)) || std::abs(x - y) <= 4e-15 * std::abs(x) ||
               (std::abs(x) < 1e-290 && std::abs(y) < 1e-290);
    }
    if (a.is_array() && b.is_array()) {
        if (a.get_array().size() != b.get_array().size())
            return false;
        for (std::size_t i = 0; i < a.get_array().size(); ++i)
            if (!is_same(a.get_array()[i], b.get_array()[i]))
                return false;
        return true;
    }
    if (a.is_object() && b.is_object()) {
        if (a.get_object().size() != b.get_object().size())
            return false;
        for (auto const& member : a.get_object()) {
            auto const* const other = b.get_object().if_contains(member.key());
            if (!other || !is_same(member.value(), *other))
                return false;
        }
        return true;
    }
    return a == b;
}

boost::json::error_code refusal_of_oracle(std::string_view text, std::size_t max_depth, boost::json::value& value) {
    boost::json::parse_options options;
    options.max_depth = max_depth;
    boost::json::error_code refused;
    value = boost::json::parse(boost::json::string_view(text.data(), text.size()), refused, {}, options);
    return refused;
}

void compare_with_oracle(std::string_view text) {
    boost::json::value theirs;
    boost::json::error_code const refused = refusal_of_oracle(text, 64, theirs);
    try {
        auto const ours = yonder::json::decode<boost::json::value>(text);
        if (refused && refused != boost::json::error::exponent_overflow) // its own limit, on exponents of any sign
            differ("taken here, refused by the oracle", text);
        if (!refused && !is_same(ours, theirs))
            differ("another value than the oracle's", text);
        if (ours.is_double() && std::strtod(std::string(text).c_str(), nullptr) != ours.get_double())
            differ("a number that is not the nearest", text);
        std::string const again = yonder::json::encode(ours);
        if (!is_same(yonder::json::decode<boost::json::value>(again), ours))
            differ("another value after writing and reading", text);
    } catch (yonder::json::decode_error const& caught) {
        // Two rules are ours alone: a key stands once, and a number that no double holds is refused.
        std::string_view const problem = caught.problem();
        bool const is_our_rule =
            problem.ends_with("stands twice") || problem.starts_with("expected a number that the type");
        if (!refused && !is_our_rule)
            differ(caught.what(), text);
        if (caught.offset() > text.size())
            differ("an error beyond the end", text);
    }
}

// What a struct does not have is passed over, by a reader that keeps nothing: the same grammar, without our
// two rules.
void compare_what_is_ignored(std::string_view inner) {
    std::string const text = "{\"ignored\":" + std::string(inner) + "}";
    boost::json::value theirs;
    boost::json::error_code const refused = refusal_of_oracle(text, 64, theirs);
    bool taken = true;
    try {
        (void)yonder::json::decode<shop::v1::Cash>(text);
    } catch (yonder::json::decode_error const&) {
        taken = false;
    }
    if (taken ? refused && refused != boost::json::error::exponent_overflow : !refused)
        differ(taken ? "ignored here, refused by the oracle" : "refused where it is ignored, taken by the oracle",
               text);
}

void read_typed(std::string_view text) {
    try {
        auto const value = yonder::json::decode<Everything>(text);
        boost::json::value theirs;
        boost::json::error_code const refused = refusal_of_oracle(text, 64, theirs);
        if (refused && refused != boost::json::error::exponent_overflow)
            differ("taken as a struct, refused by the oracle", text);
        std::string const once = yonder::json::encode(value);
        if (yonder::json::encode(yonder::json::decode<Everything>(once)) != once)
            differ("not the same after writing and reading", text);
    } catch (yonder::json::decode_error const&) { // but what was read can be written
    }
    try {
        std::tuple<std::string, shop::v1::Item, std::optional<int>> arguments;
        yonder::json::decode_arguments(text, parameter_names, arguments);
    } catch (yonder::json::decode_error const&) {
    }
}

} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    fuzz::compare_with_oracle(text);
    fuzz::compare_what_is_ignored(text);
    fuzz::read_typed(text);
    return 0;
}
