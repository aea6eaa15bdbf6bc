// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_RPC_ENDING_RELAY_HPP
#define YONDER_SRC_RPC_ENDING_RELAY_HPP

#include <yonder/call/relay.hpp>

#include <utility>

namespace yonder::rpc {

// Stands in between for who wants to know when a call is over, and with what.
class ending_relay : public relay {
public:
    ending_relay(std::shared_ptr<exchange> caller, method_descriptor const& method)
        : relay(std::move(caller)), method_(method) {}

protected:
    // Before the caller is told; null if it succeeded. What it throws is dropped, as nobody else is to suffer from it.
    virtual void ended(failure const* failed) = 0;

    method_descriptor const& method() const noexcept { return method_; }
    clock::duration took() const { return clock::now() - begun_; }

private:
    void on_reply(payload result) final {
        tell(nullptr);
        relay::on_reply(std::move(result));
    }
    void on_failure(failure what) final {
        tell(&what);
        relay::on_failure(std::move(what));
    }
    void tell(failure const* failed) noexcept {
        try {
            ended(failed);
        } catch (...) {
            return;
        }
    }

    clock::time_point const begun_ = clock::now();
    method_descriptor const& method_;
};

} // namespace yonder::rpc

#endif
