// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SHARED_LINE_HPP
#define YONDER_SRC_WIRE_SHARED_LINE_HPP

#include "../net/connection.hpp"
#include "../net/protocol.hpp"
#include "assembly.hpp"
#include "client_call.hpp"
#include "endpoint.hpp"
#include "method_numbers.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace yonder::wire_protocol {

// A connection that calls share whose callers do not wait. Calls that are begun before it is open wait for that.
class shared_line final : public net::protocol, public std::enable_shared_from_this<shared_line> {
public:
    // `gone` is told once that no more calls are taken.
    shared_line(std::shared_ptr<endpoint const> to, std::function<void(shared_line const&)> gone)
        : to_(std::move(to)), gone_(std::move(gone)), parts_({to_->options.max_reply}) {}

    // Begins a call: false if the line takes none any more; then nothing has happened.
    bool begin(std::shared_ptr<client_call> const& call, request& what);

    // It is connected now, or never will be.
    void open(std::shared_ptr<net::connection> with);
    void fail(std::string const& why);

    // Takes no more calls, and closes when those at work are over.
    void leave();

    // Ends all calls at once, without a word.
    void cut();

    // Frames of a call.
    void write(frame_head head, std::string body);

    // The call is not wanted any more: true if it was at work.
    bool cancel(client_call const& call) noexcept;
    bool is_sent(client_call const& call);

    endpoint const& to() const noexcept { return *to_; }

    net::taken receive(std::string_view bytes) override;
    void end(std::string const& why) override;
    void look_at_time(clock::time_point now, bool is_partial) override;
    void drain() override {}
    void abandon_calls() override {}
    bool is_idle() override { return false; }

private:
    struct waiting {
        frame_head head;
        std::string body;
        std::unique_ptr<message_header> header; // of a request, with the method
        method_descriptor const* method;
    };
    std::optional<failure> append_head_of(method_descriptor const& method, message_header const& header,
                                          std::string& out, bool is_said);
    net::taken take(std::size_t size, frame_head head, std::string_view body);
    net::taken take_message(std::size_t size, frame_head head, std::string_view body);
    std::shared_ptr<client_call> find(std::uint32_t number);
    std::shared_ptr<client_call> remove(std::uint32_t number);
    void break_off(std::string const& why);
    void write_now(frame_head head, std::string&& body);
    void tell_gone();
    void fail_all(std::string const& why);

    std::shared_ptr<endpoint const> const to_;
    std::function<void(shared_line const&)> gone_;

    std::mutex mutex_; // of what follows, and the order of requests
    std::shared_ptr<net::connection> connection_;
    boost::unordered_flat_map<std::uint32_t, std::shared_ptr<client_call>> calls_;
    std::vector<waiting> early_; // before the line is open
    method_numbers methods_;
    std::uint32_t last_number_ = 0;
    std::uint32_t taken_to_ = 0xffffffff;
    bool is_leaving_ = false;
    bool is_over_ = false;

    assembly parts_; // in the loop's thread
    bool has_preface_ = false;
    std::string why_;
    std::uint64_t received_ = 0;
    std::uint64_t received_before_ = 0;
    clock::time_point quiet_since_ = clock::now(); // also of a server that never says a word
    bool is_pinged_ = false;
};

} // namespace yonder::wire_protocol

#endif
