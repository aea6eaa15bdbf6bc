// SPDX-License-Identifier: BSL-1.0
#include "connection_pool.hpp"

#include "no_pipe_signal.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace yonder::http {
namespace {

std::unique_ptr<httplib::Client> make_client(url const& to, client_options const& options) {
    std::unique_ptr<httplib::Client> client;
    if (to.way == way::unix_socket) {
        client = std::make_unique<httplib::Client>(to.host, 80);
        client->set_address_family(AF_UNIX);
    } else {
        url authority = to;
        authority.prefix.clear();
        if (to.way == way::tls && !options.certificate_file.empty())
            client =
                std::make_unique<httplib::Client>(authority.to_string(), options.certificate_file, options.key_file);
        else
            client = std::make_unique<httplib::Client>(authority.to_string());
        client->set_tcp_nodelay(true);
    }
    if (!client->is_valid())
        throw std::invalid_argument("the certificate_file \"" + options.certificate_file + "\" or the key_file \"" +
                                    options.key_file +
                                    "\" of this side cannot be used: see that they are PEM and go "
                                    "together");
    if (to.way == way::tls) {
        client->enable_server_certificate_verification(true);
        if (!options.ca_file.empty())
            client->set_ca_cert_path(options.ca_file);
    }
    client->set_keep_alive(true);
    client->set_follow_location(false);
    client->set_url_encode(false);
    client->set_decompress(false);
    return client;
}

} // namespace

connection::connection(url const& to, client_options const& options)
    : client(make_client(to, options)), is_secure(to.way == way::tls) {
    client->set_socket_options([this](auto opened) {
        std::lock_guard const lock(mutex_);
        if (socket_ >= 0)
            ::close(socket_);
        socket_ = ::fcntl(opened, F_DUPFD_CLOEXEC, 0);
        int const yes = 1; // so that a stream whose server is gone without a word ends
        ::setsockopt(opened, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
        int const seconds = 30;
        ::setsockopt(opened, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
        ::setsockopt(opened, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
        if (is_cut_) // before it was opened
            ::shutdown(opened, SHUT_RDWR);
    });
}

connection::~connection() {
    no_pipe_signal const quiet; // as TLS says goodbye
    client.reset();             // which shuts the connection down; closing its socket would not, while there is another
    if (socket_ >= 0)
        ::close(socket_);
}

void connection::cut() noexcept {
    std::lock_guard const lock(mutex_);
    is_cut_ = true;
    if (socket_ >= 0)
        ::shutdown(socket_, SHUT_RDWR);
}

bool connection::has_input() noexcept {
    std::lock_guard const lock(mutex_);
    pollfd watched{socket_, POLLIN, 0};
    return socket_ < 0 || ::poll(&watched, 1, 0) != 0;
}

connection_pool::connection_pool(url to, client_options options)
    : where_(std::move(to)), options_(std::move(options)) {}

std::unique_ptr<connection> connection_pool::take(clock::time_point deadline) {
    std::vector<std::unique_ptr<connection>> stale;
    std::unique_lock lock(mutex_);
    for (;;) {
        auto const oldest = clock::now() - options_.idle_life;
        auto const fresh =
            std::find_if(idle_.begin(), idle_.end(), [&](auto const& one) { return one->last_used > oldest; });
        count_ -= static_cast<std::size_t>(fresh - idle_.begin());
        stale.insert(stale.end(), std::move_iterator(idle_.begin()), std::move_iterator(fresh));
        idle_.erase(idle_.begin(), fresh);
        if (!idle_.empty()) {
            auto taken = std::move(idle_.back());
            idle_.pop_back();
            if (!taken->has_input())
                return taken;
            stale.push_back(std::move(taken));
            --count_;
            continue;
        }
        if (count_ < options_.max_connections) {
            ++count_;
            lock.unlock();
            try {
                return std::make_unique<connection>(where_, options_);
            } catch (...) {
                give_back(nullptr, false);
                throw;
            }
        }
        if (deadline == clock::time_point::max())
            freed_.wait(lock);
        else if (freed_.wait_until(lock, deadline) == std::cv_status::timeout)
            return nullptr;
    }
}

std::unique_ptr<connection> connection_pool::renew(std::unique_ptr<connection> broken) {
    broken.reset();
    return std::make_unique<connection>(where_, options_);
}

void connection_pool::give_back(std::unique_ptr<connection> used, bool is_sound) {
    if (!is_sound)
        used.reset();
    std::lock_guard const lock(mutex_);
    if (used) {
        used->last_used = clock::now();
        used->is_used = true;
        idle_.push_back(std::move(used));
    } else {
        --count_;
    }
    freed_.notify_one();
}

} // namespace yonder::http
