// SPDX-License-Identifier: BSL-1.0
#include "engine.hpp"

#include "listening_socket.hpp"

#include <yonder/call/log.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <thread>
#include <utility>

namespace yonder::net {
namespace {

using stream_protocol = boost::asio::generic::stream_protocol;

std::size_t loops_of(engine_options const& options) {
    return options.loops ? options.loops : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

// Until the first byte tells what is spoken.
class undecided final : public protocol {
public:
    undecided(connection& on, engine::choose const& choose, clock::time_point by) : on_(on), choose_(choose), by_(by) {}

    taken receive(std::string_view bytes) override {
        meet();
        if (auto chosen = choose_(on_, bytes.front()))
            on_.change(std::move(chosen));
        else
            on_.close("the peer speaks no protocol that is known here", clock::duration::zero());
        return {};
    }
    void end(std::string const&) override {}
    void drain() override { on_.close("the server stopped", clock::duration::zero()); }
    void abandon_calls() override {}
    bool is_idle() override { return true; }
    void look_at_time(clock::time_point now, bool) override {
        if (now >= by_)
            on_.close("the peer said nothing", clock::duration::zero());
    }

private:
    // Once TLS has told who it is.
    void meet() {
        auto const& where = on_.listener();
        auto met = std::make_shared<peer>();
        met->listener = where->options.name;
        met->is_trusted = where->options.is_trusted;
        met->address = on_.address_of_peer();
        met->certificate = where->options.client_ca_file.empty() ? std::string() : on_.certificate_of_peer();
        on_.come_to(where, std::move(met));
    }

    connection& on_;
    engine::choose const& choose_;
    clock::time_point const by_;
};

} // namespace

// One address that is listened at.
struct engine::door {
    door(io_loop& in, int socket, url of, std::shared_ptr<listener const> by, std::shared_ptr<SSL_CTX> with)
        : loop(in), where(std::move(of)), as(std::move(by)), tls(std::move(with)),
          acceptor(in.context, stream_protocol(where.way == way::unix_socket ? AF_UNIX : AF_INET, 0), socket),
          pause(in.context) {}

    io_loop& loop;
    url const where;
    std::shared_ptr<listener const> const as;
    std::shared_ptr<SSL_CTX> const tls;
    boost::asio::basic_socket_acceptor<stream_protocol> acceptor;
    boost::asio::steady_timer pause;
    bool is_full = false; // and says so once
};

engine::engine(engine_options options, choose chosen)
    : options_(std::move(options)), choose_(std::move(chosen)),
      threads_(std::make_shared<io_threads>(loops_of(options_), loops_of(options_) + options_.max_threads)) {
    for (auto const& loop : threads_->all())
        lists_.push_back(std::make_shared<connection_list>(*loop, options_.stuck_for));
}

engine::~engine() { stop(); } // NOLINT(bugprone-exception-escape): for want of memory alone, and then it is the end

std::string engine::listen(url where, std::shared_ptr<listener const> as) {
    std::string const& client_ca_file = as->options.client_ca_file;
    std::shared_ptr<SSL_CTX> tls;
    if (where.way == way::tls && !client_ca_file.empty())
        tls = make_server_context(options_.certificate_file, options_.key_file, client_ca_file);
    else if (where.way == way::tls)
        tls = tls_ ? tls_ : tls_ = make_server_context(options_.certificate_file, options_.key_file);
    int const socket = listen_at(where);
    doors_.push_back(std::make_shared<door>(*threads_->all()[doors_.size() % lists_.size()], socket, where,
                                            std::move(as), std::move(tls)));
    return where.to_string();
}

void engine::start() {
    is_started_ = true;
    for (auto const& one : doors_)
        boost::asio::post(one->loop.context, [this, one] { accept(one); });
}

void engine::accept(std::shared_ptr<door> const& at) {
    if (count_->load() >= options_.max_connections) {
        std::size_t const one = turn_++ % lists_.size();
        boost::asio::post(threads_->all()[one]->context, [list = lists_[one]] { list->end_longest_idle(); });
        return try_again_later(at);
    }
    at->is_full = false;
    std::size_t const loop = turn_++ % lists_.size();
    at->acceptor.async_accept(threads_->all()[loop]->context, [this, at, loop](boost::system::error_code const& failed,
                                                                               stream_protocol::socket peer) {
        if (failed == boost::asio::error::operation_aborted || !at->acceptor.is_open())
            return;
        if (failed == boost::system::errc::too_many_files_open ||
            failed == boost::system::errc::too_many_files_open_in_system ||
            failed == boost::system::errc::no_buffer_space || failed == boost::system::errc::not_enough_memory) {
            if (!std::exchange(at->is_full, true))
                log(log_level::failure, at->where.to_string() + " cannot accept: " + failed.message());
            return try_again_later(at);
        }
        if (!failed)
            welcome(loop, std::move(peer), *at);
        accept(at);
    });
}

// The connections that wait meanwhile wait in the system.
void engine::try_again_later(std::shared_ptr<door> const& at) {
    at->pause.expires_after(std::chrono::milliseconds(20));
    at->pause.async_wait([this, at](boost::system::error_code const& cancelled) {
        if (!cancelled && at->acceptor.is_open())
            accept(at);
    });
}

void engine::welcome(std::size_t number, connection::socket peer, door const& by) {
    prepare_socket(peer.native_handle(), by.where.way);
    boost::system::error_code ignored;
    peer.non_blocking(true, ignored);
    struct counted { // as long as the connection
        explicit counted(std::shared_ptr<std::atomic<std::size_t>> by) : count(std::move(by)) { ++*count; }
        ~counted() { --*count; }
        std::shared_ptr<std::atomic<std::size_t>> const count;
    };
    auto const place = std::make_shared<counted>(count_);
    io_loop& loop = *threads_->all()[number];
    auto const made = std::make_shared<connection>(threads_, loop, std::move(peer),
                                                   by.tls ? std::make_unique<tls_session>(*by.tls) : nullptr);
    made->come_to(by.as, nullptr);
    boost::asio::post(loop.context, [this, number, made, place] {
        if (is_closed_) // since, and what is to be closed has been told
            return made->abort("the server stopped");
        lists_[number]->add(made, place);
        made->at_misplaced([this](connection& misplaced, int processor) { place_by(misplaced, processor); });
        made->start(std::make_shared<undecided>(*made, choose_, clock::now() + options_.read_timeout));
    });
}

// Serves a connection by the loop that runs where its bytes are received: to wake a thread of another processor takes
// longer than most calls. Not if that loop has more connections than this one: all that comes from a network may be
// received by one processor.
void engine::place_by(connection& one, int processor) {
    auto const& loops = threads_->all();
    auto const at = [&](auto const& is_meant) {
        return static_cast<std::size_t>(std::find_if(loops.begin(), loops.end(), is_meant) - loops.begin());
    };
    std::size_t const from = at([&](auto const& loop) { return loop.get() == &one.loop(); });
    std::size_t const to = at([&](auto const& loop) { return processor >= 0 && loop->processor() == processor; });
    if (to == loops.size() || to == from || lists_[to]->size() > lists_[from]->size() || is_closed_ ||
        !one.move_to(*loops[to]))
        return;
    boost::asio::post(loops[to]->context,
                      [this, to, moved = one.shared_from_this(), place = lists_[from]->remove(one)]() mutable {
                          if (moved->is_over())
                              return;
                          lists_[to]->add(moved, std::move(place));
                          if (is_closed_)
                              moved->close("the server stopped", clock::duration::zero());
                          else
                              moved->settle();
                      });
}

void engine::close() {
    if (is_closed_.exchange(true))
        return;
    for (auto const& one : doors_) {
        if (one->where.way == way::unix_socket) // first, as afterwards it may be that of the next server
            ::unlink(one->where.host.c_str());
        boost::asio::post(one->loop.context, [one] {
            boost::system::error_code ignored;
            one->acceptor.close(ignored);
            one->pause.cancel();
        });
    }
}

void engine::for_each(std::function<void(connection&)> function) {
    auto const shared = std::make_shared<std::function<void(connection&)>>(std::move(function));
    for (std::size_t i = 0; i < lists_.size(); ++i)
        boost::asio::post(threads_->all()[i]->context, [list = lists_[i], shared] { list->for_each(*shared); });
}

void engine::stop(clock::duration patience) {
    std::lock_guard const lock(stopping_);
    if (std::exchange(is_stopped_, true))
        return;
    close();
    for_each([patience](connection& one) {
        one.close("the server stopped", one.unsent() == 0 ? clock::duration::zero() : patience);
    });
    auto const end = clock::now() + patience;
    while (*count_ > 0 && clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t left = lists_.size();
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        auto& context = threads_->all()[i]->context;
        boost::asio::post(context, [&, list = lists_[i]] {
            list->stop();
            list->for_each([](connection& one) { one.abort("the server stopped"); });
            // After what that has led to.
            boost::asio::post(context, [&] {
                boost::asio::post(context, [&] {
                    std::lock_guard const telling(mutex);
                    --left;
                    changed.notify_all();
                });
            });
        });
    }
    std::unique_lock waiting(mutex);
    changed.wait(waiting, [&] { return left == 0; });
    waiting.unlock();
    doors_.clear();
    threads_->stop();
    lists_.clear();
    threads_.reset();
}

} // namespace yonder::net
