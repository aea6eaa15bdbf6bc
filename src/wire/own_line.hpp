// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_OWN_LINE_HPP
#define YONDER_SRC_WIRE_OWN_LINE_HPP

#include "../net/blocking_io.hpp"
#include "../net/input_buffer.hpp"
#include "assembly.hpp"
#include "endpoint.hpp"
#include "message.hpp"
#include "method_numbers.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

namespace yonder::wire_protocol {

// A connection that one blocking caller has to itself while it calls: it writes and reads in its own thread, so that
// nothing is handed over.
class own_line final : public performer, public std::enable_shared_from_this<own_line> {
public:
    explicit own_line(std::shared_ptr<endpoint const> to) : to_(std::move(to)), parts_({to_->options.max_reply}) {}
    ~own_line() override;

    // Nothing if the line turned out to have ended before the call: another one may be tried.
    using outcome = std::optional<std::variant<payload, failure>>;
    outcome call(request& what, exchange& caller);

    // Whether it may carry another call.
    bool is_sound() const noexcept { return socket_ >= 0 && !is_leaving_ && !is_broken_; }
    bool was_used() const noexcept { return was_used_; }
    clock::time_point last_used() const noexcept { return last_used_; }

    // Any thread: the call is not wanted any more.
    void cancel() noexcept override;

private:
    enum class result : std::uint8_t { done, ended, late };

    std::optional<failure> open(method_descriptor const& method, clock::time_point deadline);
    bool has_ended();
    std::optional<failure> write_request(request& what, std::string& out);
    result transmit(std::string_view bytes, clock::time_point deadline);
    result receive(clock::time_point deadline);
    std::optional<std::variant<payload, failure>> read_frames(method_descriptor const& method);
    std::optional<std::variant<payload, failure>> read_frame(method_descriptor const& method, frame_head head,
                                                             std::string_view body);
    void encipher(std::string& bytes);
    void say_cancelled(std::uint32_t call) noexcept;
    void shut() noexcept;

    std::shared_ptr<endpoint const> const to_;
    int socket_ = -1;
    std::unique_ptr<net::tls_session> tls_;
    net::input_buffer input_{16 * 1024};
    assembly parts_;
    method_numbers methods_;
    std::string output_;
    std::uint32_t number_ = 0;            // of the last call
    std::uint32_t taken_to_ = 0xffffffff; // the last one that the server takes
    std::string why_leaving_;
    net::receive_patience patience_;
    clock::time_point last_used_;
    bool has_preface_ = false;
    bool is_leaving_ = false;
    bool is_broken_ = false;
    bool was_used_ = false;
    std::string why_broken_;

    std::mutex sending_;        // the caller, and who cancels
    std::uint32_t in_call_ = 0; // the call that is made, of which something was sent
    bool is_cancelled_ = false;
};

} // namespace yonder::wire_protocol

#endif
