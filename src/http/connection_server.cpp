// SPDX-License-Identifier: BSL-1.0
#include "connection_server.hpp"

#include "connection_stream.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace yonder::http {
namespace {

constexpr std::chrono::milliseconds first_request_in_a_crowd = std::chrono::seconds(1);

} // namespace

connection_server::connection_server(server_options const& options, bool is_secure, std::string const& client_ca_file)
    : options_(options) {
    if (is_secure)
        tls_ = net::make_server_context(options.certificate_file, options.key_file, client_ca_file);
}

void connection_server::end_longest_idle() {
    std::lock_guard const lock(mutex_);
    auto const longest = std::find_if(idle_.begin(), idle_.end(), [](auto const& one) { return !one.is_ending; });
    if (longest == idle_.end())
        return;
    longest->is_ending = true;
    ::shutdown(longest->socket, SHUT_RD); // what was received before is still served
}

void connection_server::end_connections() {
    std::lock_guard const lock(mutex_);
    is_ending_ = true;
    for (auto const& one : idle_)
        ::shutdown(one.socket, SHUT_RD);
}

bool connection_server::process_and_close_socket(socket_t socket) {
    {
        connection_stream stream(socket, options_.read_timeout);
        if (!tls_ || stream.handshake(*tls_, clock::now() + options_.read_timeout))
            for (bool is_first = true; serve_request(stream, is_first); is_first = false) {
            }
    }
    ::close(socket);
    return true;
}

// Whether another request may follow.
bool connection_server::serve_request(connection_stream& stream, bool is_first) {
    std::list<idle_connection>::iterator place;
    {
        std::lock_guard const lock(mutex_);
        if (is_ending_)
            return false;
        place = idle_.insert(idle_.end(), {static_cast<int>(stream.socket())});
    }
    bool is_idle = true;
    auto const leave_idle = [&] {
        std::lock_guard const lock(mutex_);
        if (std::exchange(is_idle, false))
            idle_.erase(place);
    };
    // Those that wait see it end soon: a connection that had its turn at once, one that just came after a moment.
    bool const is_wanted = is_crowded();
    auto const patience = [&](std::chrono::milliseconds usual) {
        return is_wanted ? std::min(usual, is_first ? first_request_in_a_crowd : std::chrono::milliseconds(0)) : usual;
    };
    if (!stream.await_request(patience(options_.keep_alive))) {
        leave_idle();
        return false;
    }
    auto const head_time =
        is_wanted ? std::min(options_.request_timeout, first_request_in_a_crowd) : options_.request_timeout;
    auto const begun = clock::now();
    stream.begin_head(begun + head_time, options_.max_head, [&] {
        leave_idle();
        stream.limit(begun + options_.request_timeout);
    });
    bool const is_ending = [&] {
        std::lock_guard const lock(mutex_);
        return is_ending_ || place->is_ending;
    }();
    bool is_closing = false;
#ifdef CPPHTTPLIB_VERSION_NUM // newer versions of cpp-httplib
    std::string remote, local;
    int remote_port = 0, local_port = 0;
    stream.get_remote_ip_and_port(remote, remote_port);
    stream.get_local_ip_and_port(local, local_port);
    bool const is_served =
        process_request(stream, remote, remote_port, local, local_port, is_ending, is_closing, nullptr);
#else
    bool const is_served = process_request(stream, is_ending, is_closing, nullptr);
#endif
    leave_idle();
    if (!is_served || stream.is_closing())
        stream.end(); // in the middle of a request, perhaps
    return is_served && stream.flush() && !is_closing && !stream.is_closing() && !is_ending;
}

} // namespace yonder::http
