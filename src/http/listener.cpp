// SPDX-License-Identifier: BSL-1.0
#include "listener.hpp"

#include "../call/thread_pool.hpp"
#include "../net/address_problem.hpp"
#include "connection_server.hpp"

#include <httplib.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace yonder::http {
namespace {

constexpr int backlog = 1024; // cpp-httplib's own is 5, which makes a crowd wait a second

class task_queue final : public httplib::TaskQueue {
public:
    task_queue(std::size_t most, connection_server& server)
        : threads_({.max_threads = most, .max_queued = most}), server_(server) {
        server_.is_crowded = [this] { return threads_.is_crowded(); };
    }
    // Older versions of cpp-httplib return nothing, newer ones whether there was room.
    using answer = decltype(std::declval<httplib::TaskQueue&>().enqueue(nullptr));
    answer enqueue(std::function<void()> task) override {
        threads_.post_waiting(std::move(task));
        if (threads_.is_crowded())
            server_.end_longest_idle();
        return static_cast<answer>(true);
    }
    void shutdown() override { threads_.shutdown(); }

private:
    thread_pool threads_;
    connection_server& server_;
};

} // namespace

listener::listener(url where, server_options const& options, std::string const& client_ca_file,
                   std::function<void(httplib::Server&)> const& equip)
    : where_(std::move(where)) {
    server_ = std::make_unique<connection_server>(options, where_.way == way::tls, client_ca_file);
    server_->new_task_queue = [this, most = options.max_connections] { return new task_queue(most, *server_); };
    // Which only says so in each answer; connection_server is what keeps it.
    server_->set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options.keep_alive).count());
    server_->set_keep_alive_max_count(1'000'000);
    server_->set_tcp_nodelay(where_.way != way::unix_socket);
    server_->set_payload_max_length(std::numeric_limits<std::size_t>::max()); // counted where bodies are read
    server_->set_socket_options([this](auto socket) {
        int const yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        // What accept() makes of it inherits these: a client that vanished without a word ends its connection.
        ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
        int const seconds = 30;
        ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
        ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
        socket_ = socket;
    });
    equip(*server_);
    bind();
}

listener::~listener() {
    if (!is_started_) {
        remove_socket_file();
        ::close(socket_);
    }
    close();
    join();
}

void listener::bind() {
    errno = 0;
    bool bound = false;
    if (where_.way == way::unix_socket) {
        net::remove_stale_socket(where_.host);
        server_->set_address_family(AF_UNIX);
        ::mode_t const mask = ::umask(0177); // for the user alone, from the first moment
        bound = server_->bind_to_port(where_.host, 80);
        ::umask(mask);
    } else if (where_.port == 0) {
        int const port = server_->bind_to_any_port(where_.host);
        bound = port > 0;
        where_.port = static_cast<std::uint16_t>(bound ? port : 0);
    } else {
        bound = server_->bind_to_port(where_.host, where_.port);
    }
    if (bound && ::listen(socket_, backlog) != 0) {
        bound = false;
        ::close(socket_);
    }
    if (!bound)
        net::throw_not_bound(where_, errno ? errno : EADDRNOTAVAIL);
}

void listener::start() {
    is_started_ = true;
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) // until then stop() would do nothing
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void listener::close() {
    if (!thread_.joinable())
        return;
    remove_socket_file(); // first, as afterwards it may be that of the next server
    server_->stop();
    server_->end_connections();
}

void listener::join() {
    if (thread_.joinable())
        thread_.join();
}

void listener::remove_socket_file() {
    if (where_.way == way::unix_socket)
        ::unlink(where_.host.c_str());
}

} // namespace yonder::http
