// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_HEADER_HPP
#define YONDER_CALL_HEADER_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/uuid.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yonder {

struct peer;
struct trace_context;

// What a request is about.
enum class intent : std::uint8_t {
    call,             // the method, and its reply
    call_and_go_on,   // the method; the reply is a receipt, given once the arguments are found good
    read_outcome,     // the reply of a call that is remembered, once it is there
    read_status,      // how far that is
    cancel_remembered // it is not wanted any more
};

// What travels with a call beside its arguments. Transports spell it in their own headers.
struct message_header {
    uuid id;                                                // of this call; nil if nobody has given it one yet
    std::chrono::sys_time<std::chrono::nanoseconds> time{}; // when it was made, by the caller's clock; 0: unknown
    std::optional<clock::time_point> deadline;              // on this machine's clock; what remains is what travels
    uuid activity;                                          // shared by all calls that one thing led to
    uuid response_to;                                       // the call whose handler makes this one; nil if none does
    bool is_once = false; // whoever remembers a call with this id does not run it again
    yonder::intent intent = intent::call;
    uuid remembered;      // the call that is asked after, if the intent is that
    unsigned version = 0; // the minor version of the interface that the caller knows: see yonder::since
    std::string sender;   // the program that makes the call; empty if it does not say
    std::shared_ptr<yonder::user const> user;
    std::shared_ptr<trace_context const> trace;   // null if nobody traces
    std::shared_ptr<metadata_list const> ambient; // metadata that goes on to nested calls; null for none
    // Of this hop alone: further names and values, in order. Not sent of a request that is handed on (see `from`).
    std::vector<std::pair<std::string, std::string>> metadata;

    // Of a call that is served: the connection it came by; null in the process. Never sent.
    std::shared_ptr<peer const> from;
};

// The value of a field of the metadata of the hop, whatever the case of its name; nothing if there is none.
std::optional<std::string_view> find_field(message_header const& header, std::string_view name) noexcept;

// Fills in what nobody has said yet from the context of this thread: the id, the time, the activity, the parent, the
// user, the trace, the metadata.
void complete(message_header& header);

} // namespace yonder

#endif
