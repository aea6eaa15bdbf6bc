// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_FAILURE_HPP
#define YONDER_CALL_FAILURE_HPP

#include <yonder/describe/code.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace yonder {

// How far a failed call got.
enum class reached : std::uint8_t {
    not_sent,       // the peer has not seen it, or says that it did not begin: repeating is safe
    maybe_executed, // sent, and then nothing certain: repeat only what is idempotent
    executed        // the peer worked on it and says that it failed
};

// "not sent", "maybe executed", "executed".
std::string_view to_string(reached value) noexcept;

// Structured data of a failure: a declared exception, mostly. Either form alone is enough to rebuild it.
struct failure_detail {
    std::string type;   // the name of its type on the wire
    std::string binary; // the binary form, raw bytes; may be empty
    std::string json;   // the JSON form, as text; may be empty
};

// What went wrong with a call, as a value: what travels through invokers and filters where an exception cannot.
struct failure {
    yonder::code code = yonder::code::unknown;
    std::string message;
    yonder::reached reached = yonder::reached::not_sent;
    bool answered = false; // the peer said so; otherwise this side found out
    int transport_status = 0;
    std::string call_id;
    std::vector<failure_detail> details;

    // An exception of the caller's own that ended the call, such as that of a stream that it passed: the caller gets it
    // back as it was. Stays in the process.
    std::exception_ptr cause;
};

} // namespace yonder

#endif
