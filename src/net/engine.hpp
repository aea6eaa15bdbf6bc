// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_ENGINE_HPP
#define YONDER_SRC_NET_ENGINE_HPP

#include "connection.hpp"
#include "connection_list.hpp"
#include "io_threads.hpp"
#include "listener.hpp"
#include "tls_context.hpp"

#include <yonder/net/url.hpp>

#include <boost/asio/basic_socket_acceptor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace yonder::net {

struct engine_options {
    std::size_t loops = 0;         // threads that read and write; 0: one for each processor, up to 4
    std::size_t max_threads = 256; // in all, with those that handlers hold up
    std::size_t max_connections = 20'000;
    clock::duration read_timeout = std::chrono::seconds(5); // for the first byte, and TLS
    clock::duration stuck_for = std::chrono::seconds(30);   // how long a peer may leave what is sent to it lying
    std::string certificate_file;
    std::string key_file;
};

// Accepts connections and serves them without a thread for each. What is spoken is told from the first byte, so one
// port serves several protocols.
class engine {
public:
    // Which protocol a connection speaks whose first byte is this. Null: none.
    using choose = std::function<std::shared_ptr<protocol>(connection&, char first)>;

    engine(engine_options options, choose chosen);
    ~engine(); // stops; NOLINT(bugprone-exception-escape)

    // Binds, and returns the URL with the port that was chosen. Throws std::invalid_argument or std::system_error.
    // What comes is told by `as`, where it came to.
    std::string listen(url where, std::shared_ptr<listener const> as);

    void start();

    // Accepts no more.
    void close();

    // Calls it for each connection, in its loop's thread, soon.
    void for_each(std::function<void(connection&)> function);

    // Ends all connections, those first to which nothing is to be sent, the others when it is sent or `patience` over;
    // and the threads when calls in them have ended.
    void stop(clock::duration patience = clock::duration::zero());

private:
    struct door;
    void accept(std::shared_ptr<door> const& at);
    void welcome(std::size_t loop, connection::socket peer, door const& by);
    void place_by(connection& one, int processor);
    void try_again_later(std::shared_ptr<door> const& at);

    engine_options const options_;
    choose const choose_;
    std::shared_ptr<SSL_CTX> tls_; // for those who are not asked for a certificate
    std::shared_ptr<io_threads> threads_;
    std::vector<std::shared_ptr<connection_list>> lists_; // one for each loop
    std::vector<std::shared_ptr<door>> doors_;
    std::shared_ptr<std::atomic<std::size_t>> const count_ = std::make_shared<std::atomic<std::size_t>>(0);
    std::atomic<std::size_t> turn_ = 0;
    std::mutex stopping_;
    bool is_started_ = false;
    std::atomic<bool> is_closed_ = false;
    bool is_stopped_ = false;
};

} // namespace yonder::net

#endif
