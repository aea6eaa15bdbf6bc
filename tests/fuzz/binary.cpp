// SPDX-License-Identifier: BSL-1.0
// Any bytes, read into described types, do no harm; what is taken comes back the same, in both forms.
#include "everything.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>

namespace fuzz {

constexpr std::array<std::string_view, 3> parameter_names{"first_part", "item", "rest"};

void read_typed(std::string_view bytes) {
    try {
        auto const value = yonder::binary::decode<Everything>(bytes);
        std::string const written = yonder::binary::encode(value);
        auto const again = yonder::binary::decode<Everything>(written);
        if (yonder::binary::encode(again) != written)
            differ("other bytes after reading and writing", bytes);
        std::string const text = yonder::json::encode(value);
        if (yonder::json::encode(again) != text)
            differ("another value after writing and reading", bytes);
        if (yonder::json::encode(yonder::json::decode<Everything>(text)) != text)
            differ("another value by way of JSON", bytes);
    } catch (yonder::codec::decode_error const& caught) {
        if (caught.offset() > bytes.size())
            differ("an error beyond the end", bytes);
    } catch (yonder::codec::encode_error const&) {
        // an integer of an untyped value that no double holds, or a time of a year that has no form
    }
}

void read_arguments(std::string_view bytes) {
    std::tuple<std::string, shop::v1::Item, std::vector<std::optional<std::vector<bool>>>> arguments;
    try {
        yonder::binary::decode_arguments(bytes, parameter_names, arguments);
        std::string written;
        yonder::binary::write_arguments(written, arguments);
        auto again = decltype(arguments)();
        yonder::binary::decode_arguments(written, parameter_names, again);
        if (again != arguments)
            differ("other arguments after writing and reading", bytes);
    } catch (yonder::codec::decode_error const&) {
    }
}

} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    fuzz::read_typed(bytes);
    fuzz::read_arguments(bytes);
    return 0;
}
