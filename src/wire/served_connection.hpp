// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SERVED_CONNECTION_HPP
#define YONDER_SRC_WIRE_SERVED_CONNECTION_HPP

#include "../net/protocol.hpp"
#include "assembly.hpp"
#include "message.hpp"
#include "served_calls.hpp"
#include "signed_message.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace yonder::wire_protocol {

struct serving_options {
    std::size_t max_message = 4 * 1024 * 1024;                  // bytes of arguments, or of an item
    clock::duration read_timeout = std::chrono::seconds(5);     // a peer may stand still for so long in a message
    clock::duration request_timeout = std::chrono::seconds(30); // and take so long for one
    clock::duration stream_pause = std::chrono::minutes(5);     // the peer of a stream may stand still for so long
    bool development = false;                                   // says which names there are
    std::uint32_t max_calls = 1024;                             // as the preface says
};

// The server's side of docs/wire.md.
class served_connection final : public net::protocol {
public:
    served_connection(std::shared_ptr<net::connection> on, std::shared_ptr<net::serving> in, serving_options options);

    net::taken receive(std::string_view bytes) override;
    void end(std::string const& why) override;
    void look_at_time(clock::time_point now, bool is_partial) override;
    void drain() override;
    void abandon_calls() override;
    bool is_idle() override;

private:
    net::taken receive_preface(std::string_view bytes);
    std::shared_ptr<net::work> take(frame_head head, std::string_view body);
    std::shared_ptr<net::work> begin(frame_head head, std::string_view body, std::string* kept);
    std::shared_ptr<peer const> know(frame_head head, std::optional<signature> const& by,
                                     method_descriptor const& method, std::string_view signed_bytes);
    void refuse(std::uint32_t call, failure what);
    void break_off(std::string const& why);
    bool name_method(request_head const& head);
    void say_farewell(std::string_view why);
    using known_method = net::found_method;
    known_method find(std::string_view name, unsigned version) const;

    net::connection& connection() noexcept { return calls_->connection(); }

    serving_options const options_;
    std::shared_ptr<served_calls> const calls_;
    boost::unordered_flat_map<std::uint32_t, known_method> methods_;
    assembly parts_; // of messages that come in several frames
    std::uint32_t last_call_ = 0;
    std::size_t unknown_ = 0; // methods that were asked for
    bool has_preface_ = false;
    bool is_draining_ = false;
    std::uint64_t received_ = 0;        // frames
    std::uint64_t received_before_ = 0; // at the last look at the time
    clock::time_point standing_since_ = clock::time_point::max();
};

} // namespace yonder::wire_protocol

#endif
