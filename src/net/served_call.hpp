// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_SERVED_CALL_HPP
#define YONDER_SRC_NET_SERVED_CALL_HPP

#include "connection.hpp"
#include "protocol.hpp"
#include "serving.hpp"

#include <yonder/call/exchange.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::net {

// A call that a client made, which has its place among those at work. It runs where it was read, or, if its method has
// taken its time lately, in a thread for such. What becomes of it is written by whoever knows it first.
class served_call : public exchange, public work, public std::enable_shared_from_this<served_call> {
public:
    served_call(std::shared_ptr<connection> on, std::shared_ptr<serving> in, rpc::service const& service,
                method_descriptor const& method, message_header header, format form);
    ~served_call() override { leave(); }

    // The arguments: where they were received, while run() does, or in a message that is kept, from `begin` on.
    void borrow(std::string_view arguments) noexcept { arguments_ = arguments; }
    void keep(std::string message, std::size_t begin) {
        kept_ = std::move(message);
        arguments_ = std::string_view(kept_).substr(begin);
    }

    void run() override;

    bool is_blocking() const noexcept override { return runs_here_; }

    method_descriptor const& method() const noexcept { return method_; }
    format form() const noexcept { return form_; }
    message_header const& header() const noexcept { return header_; }
    bool is_late(clock::time_point now) const noexcept { return header_.deadline && now >= *header_.deadline; }

protected:
    // Where the method is to run, before it does: false if the call has failed already.
    virtual bool prepare() { return true; }
    std::string_view arguments() const noexcept { return arguments_; }

    connection& on() noexcept { return *on_; }
    serving& in() noexcept { return *in_; }
    std::shared_ptr<serving> const& in_pointer() const noexcept { return in_; }

    // When what it came to is written. Others than deferred calls keep their place until their handler is done.
    void end() noexcept {
        if (method_.is_deferred)
            leave();
    }

private:
    void perform();
    void leave() noexcept {
        if (!has_left_.exchange(true))
            in_->leave(method_);
    }

    std::shared_ptr<connection> const on_;
    std::shared_ptr<serving> const in_;
    rpc::service const& service_;
    method_descriptor const& method_;
    message_header header_;
    format const form_;
    bool runs_here_ = false;
    std::atomic<bool> has_left_ = false;
    std::string_view arguments_;
    std::string kept_;
};

} // namespace yonder::net

#endif
