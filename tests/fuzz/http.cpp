// SPDX-License-Identifier: BSL-1.0
// HTTP as a server on the engine reads it, in pieces of any size: heads, lengths, chunks, gzip, envelopes, lines.
// Whatever comes, it takes no more memory than its limits allow, and ends.
#include "../../src/http/served_connection.hpp"
#include "served.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::string_view const input(reinterpret_cast<char const*>(data) + 1, size - 1);
    fuzzed::serve(input, data[0] % 64 + 1u, [](auto const& on, auto const& in) {
        static auto const options = [] {
            auto made = std::make_shared<yonder::http::server_options>();
            made->max_body = 100'000;
            made->allowed_origins = {"https://shop.example"};
            return made;
        }();
        return std::make_shared<yonder::http::served_connection>(on, in, options);
    });
    return 0;
}
