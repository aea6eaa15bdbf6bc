// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_RETRY_HPP
#define YONDER_RPC_RETRY_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/invoker.hpp>

#include <chrono>
#include <cstddef>

namespace yonder {

// How a call is repeated that failed with unavailable: the peer was not reached, its connection broke, or it says that
// it cannot now. Only calls that may be made twice are: of methods annotated idempotent, and calls that are made once
// (see once_only), which keep their id. Those with streams are not.
struct retry_options {
    std::size_t attempts = 3; // in all

    // The second attempt comes after about the first pause, each one more after about twice the time, up to the
    // longest. By chance between half of that and all of it, so that many callers do not come back at once.
    clock::duration first_pause = std::chrono::milliseconds(50);
    clock::duration longest_pause = std::chrono::seconds(2);

    // No attempt begins later than this after the first. The deadline of the call holds as well.
    clock::duration total = std::chrono::seconds(30);

    // Of all calls behind one filter, so that repeating does not load a peer that has too much to do: `reserve`
    // repetitions, and this share of the calls more.
    double reserve = 20;
    double share = 0.2;

    // Makes each call once that is not idempotent, so that it may be repeated: for peers that remember calls, as hosts
    // of Yonder do.
    bool gives_ids = false;
};

// A filter that repeats calls. The thread of a blocking caller makes the attempts and waits between them; for others
// the default executor does. What the last attempt came to is the caller's outcome, with the number of attempts in its
// text.
filter retries(retry_options options = {});

} // namespace yonder

#endif
