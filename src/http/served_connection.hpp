// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_SERVED_CONNECTION_HPP
#define YONDER_SRC_HTTP_SERVED_CONNECTION_HPP

#include "../net/connection.hpp"
#include "../net/protocol.hpp"
#include "../net/serving.hpp"
#include "../security/content_check.hpp"
#include "answering_call.hpp"
#include "inflater.hpp"
#include "request_parser.hpp"
#include "stream_call.hpp"

#include <yonder/http/server.hpp>

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace yonder::http {

// The server's side of HTTP/1.1 on a connection of the engine: one request after the other.
class served_connection final : public net::protocol,
                                public net::work,
                                public std::enable_shared_from_this<served_connection> {
public:
    // `options` outlive it.
    served_connection(std::shared_ptr<net::connection> on, std::shared_ptr<net::serving> in,
                      std::shared_ptr<server_options const> options);

    net::taken receive(std::string_view bytes) override;
    void run() override;  // the call that was read
    void done() override; // and what is to be seen to then
    bool input_ended() override;
    void go_on() override;
    void end(std::string const& why) override;
    void drain() override;
    void abandon_calls() override;
    bool is_idle() override;
    void look_at_time(clock::time_point now, bool is_partial) override;

private:
    enum class place : std::uint8_t { head, body, answer };

    net::taken receive_head(std::string_view bytes);
    net::taken receive_body(std::string_view bytes);
    net::taken wait_for_turn();
    net::taken begin_operation();
    net::taken begin_body(std::string_view rest);
    void take_data(std::string_view data);
    net::taken end_body();
    net::taken hand_on_messages();
    net::taken start(std::string_view arguments, bool is_kept);
    net::taken start_stream(std::string message);
    net::taken run_next(std::shared_ptr<answering_call> call, bool is_streamed);
    net::taken refuse_call(failure const& why);
    net::taken refuse_body(refusal const& what);
    net::taken next_request();
    net::taken refuse_unread(refusal const& what);
    net::taken say(plain_answer const& what);
    bool take_message(std::uint8_t flags, std::string message);
    std::string name_of_body() const;
    answer_manner manner() const;
    void await_deadline();
    bool is_upload() const { return plan_.is_streamed && plan_.method->streams_arguments; }

    std::shared_ptr<net::connection> const on_;
    std::shared_ptr<net::serving> const in_;
    std::shared_ptr<server_options const> const options_;
    head_limits const limits_;
    std::shared_ptr<answer_turn> const turn_ = std::make_shared<answer_turn>();
    request_head head_; // views; only while a head is looked at
    place at_ = place::head;
    bool is_draining_ = false;
    std::size_t looked_at_ = 0; // of a head that is not whole

    // Of the request that is read.
    planned_call plan_;
    bool is_head_request_ = false;
    bool is_1_0_ = false;
    afterwards then_ = afterwards::keep;
    std::size_t left_ = 0; // of a body with a length
    std::unique_ptr<chunked_body> chunks_;
    std::unique_ptr<inflater> packed_;
    std::unique_ptr<security::content_check> check_; // if the request is signed
    std::string body_;
    std::unique_ptr<message_splitter> splitter_;
    std::deque<std::string> messages_; // of a streamed argument, not handed on yet
    std::optional<refusal> broken_;    // why a streamed argument is over
    bool breaks_off_ = false;
    bool is_body_over_ = false;

    std::weak_ptr<answering_call> call_;     // at work
    std::shared_ptr<answering_call> to_run_; // now
    std::shared_ptr<stream_call> stream_;    // while its streamed argument comes
    std::unique_ptr<boost::asio::steady_timer> deadline_;

    clock::time_point begun_ = clock::time_point::max(); // when the request began to come
    clock::time_point moved_ = clock::now();             // when something came last
};

} // namespace yonder::http

#endif
