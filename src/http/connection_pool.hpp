// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_CONNECTION_POOL_HPP
#define YONDER_SRC_HTTP_CONNECTION_POOL_HPP

#include "plain_line.hpp"

#include <yonder/call/context.hpp>
#include <yonder/http/client.hpp>
#include <yonder/net/url.hpp>

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace httplib {
class Client;
}

namespace yonder::http {

using net::url;
using net::way;

// One connection to a server, used by one call at a time.
struct connection {
    connection(url const& to, client_options const& options);
    ~connection();
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    // Ends at once what another thread is doing with the client, be it a TLS handshake, which Client::stop() would wait
    // for.
    void cut() noexcept;

    // Past the client, once a call was made with it, and if it is not TLS: see plain_line.
    bool is_plain() const noexcept { return is_used && !is_secure && socket_ >= 0; }
    plain_line::result exchange(std::string_view request, clock::time_point deadline, std::size_t max_body,
                                plain_line::answer& into) {
        return line_.exchange(socket_, request, deadline, max_body, into);
    }

    // Whether the server has closed it, or said something.
    bool has_input() noexcept;

    std::unique_ptr<httplib::Client> client;
    clock::time_point last_used;
    bool const is_secure;
    bool is_used = false; // carried a call before

private:
    std::mutex mutex_;
    bool is_cut_ = false;
    plain_line line_;
    int socket_ = -1; // a duplicate of the client's, which may close its own at any time
};

// The connections of a client: the one used last is given out first.
class connection_pool {
public:
    connection_pool(url to, client_options options);

    // A connection, waiting for one until `deadline` if all are in use. Null if none came free.
    std::unique_ptr<connection> take(clock::time_point deadline);

    // A connection that was never used, in place of one that turned out broken.
    std::unique_ptr<connection> renew(std::unique_ptr<connection> broken);

    void give_back(std::unique_ptr<connection> used, bool is_sound);

    url const& where() const noexcept { return where_; }

private:
    url where_;
    client_options options_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t count_ = 0; // given out and idle
    std::vector<std::unique_ptr<connection>> idle_;
};

} // namespace yonder::http

#endif
