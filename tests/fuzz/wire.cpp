// SPDX-License-Identifier: BSL-1.0
// The wire protocol as a server reads it, in pieces of any size: frames, request heads, parts, failures. Whatever
// comes, it takes no more memory than its limits allow, and ends.
#include "../../src/wire/message.hpp"
#include "../../src/wire/served_connection.hpp"
#include "served.hpp"

#include <cstdint>

namespace {

using namespace yonder;

void read_messages(std::string_view bytes) {
    static_cast<void>(wire_protocol::read_failure(bytes));
    std::uint32_t last = 0;
    std::string why;
    static_cast<void>(wire_protocol::read_go_away(bytes, last, why));
    auto const head = wire_protocol::read_request_head(bytes);
    std::string again;
    if (head && !wire_protocol::append_request_head(again, *head)) {
        std::string_view rest = again;
        auto const same = wire_protocol::read_request_head(rest);
        if (!same || !rest.empty() || same->header.id != head->header.id || same->name != head->name)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::string_view const input(reinterpret_cast<char const*>(data) + 1, size - 1);
    read_messages(input);
    std::string bytes;
    wire_protocol::append_preface(bytes, {});
    bytes += input;
    fuzzed::serve(bytes, data[0] % 64 + 1u, [](auto const& on, auto const& in) {
        wire_protocol::serving_options options;
        options.max_message = 100'000;
        return std::make_shared<wire_protocol::served_connection>(on, in, options);
    });
    return 0;
}
