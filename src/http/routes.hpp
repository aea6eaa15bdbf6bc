// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ROUTES_HPP
#define YONDER_SRC_HTTP_ROUTES_HPP

#include "../call/thread_pool.hpp"
#include "hangup_watch.hpp"
#include "routing.hpp"

#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <httplib.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace yonder::http {

// Sets the content of an answer after which the connection ends, as what follows may be the rest of a body.
void set_last_content(httplib::Response& response, std::string body, std::string const& type);

// The same as append_challenge.
void add_challenge(httplib::Response& response);

// What a server of cpp-httplib does with requests: ours, on whose connections streams are written past the library, or
// one that a program has.
class routes {
public:
    explicit routes(server_options options);

    // All of a server of ours, which listens as `at`.
    void equip(httplib::Server& on, std::shared_ptr<net::listener const> const& at);

    // The paths of what is served, of another's, which keeps `self`. Before it listens.
    static void mount(httplib::Server& on, std::shared_ptr<routes> const& self,
                      std::shared_ptr<net::listener const> const& at);

    // From now on calls are refused.
    void refuse_calls() noexcept { is_stopped_ = true; }

    // Ends calls at work with unavailable, and says in the log which.
    void end_calls();

    // When no more calls come. Waits until handlers have returned.
    void stop();

    // Returns when no call is at work, or at that time.
    void wait_for_calls(clock::time_point until);

    // Returns when no request to a mounted server is looked at any more.
    void wait_for_last();

    std::size_t at_work() const noexcept { return in_flight_; }
    server_options const& options() const noexcept { return options_; }

private:
    // Calls at work, counted while one of these lives. Shared, as a handler may outlive the answer.
    struct counted {
        explicit counted(routes& of) : all(of), now(++of.in_flight_) {}
        ~counted() { all.leave(); }
        counted(counted const&) = delete;
        counted& operator=(counted const&) = delete;
        routes& all;
        std::size_t const now;
    };
    void leave() noexcept;
    failure too_busy() const;
    refusal unreadable(httplib::Request const& request, net::listener const& at, int status) const;
    refusal not_whole(httplib::Request const& request, method_descriptor const& method, std::string const& what) const;
    bool before_routing(httplib::Request const& request, net::listener const& at, httplib::Response& response) const;
    void serve(httplib::Request const& request, httplib::Response& response, httplib::ContentReader const* read);
    bool read_body(method_descriptor const& method, httplib::Request const& request, httplib::Response& response,
                   httplib::ContentReader const& read, std::string& body) const;
    static std::optional<refusal> check_content(planned_call const& call, httplib::Request const& request,
                                                std::string const& body);
    void serve_operation(httplib::Request const& request, httplib::Response& response);
    std::variant<payload, failure> perform(rpc::service const& service, request what, std::string body);
    void serve_stream(planned_call const& call, httplib::Request const& request, httplib::Response& response,
                      httplib::ContentReader const& read);
    void serve_mounted(httplib::Request const& request, net::listener const& at, httplib::Response& response,
                       httplib::ContentReader const* read);
    void serve_mounted_stream(planned_call const& call, httplib::Request const& request, httplib::Response& response,
                              httplib::ContentReader const& read);

    server_options const options_;
    std::atomic<std::size_t> in_flight_ = 0;
    std::atomic<std::size_t> within_ = 0; // requests to a mounted server, from the first look at them on
    std::atomic<bool> is_stopped_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    hangup_watch hangups_;
    thread_pool handlers_; // for calls that must be answered while their handler runs
};

} // namespace yonder::http

#endif
