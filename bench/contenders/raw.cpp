// SPDX-License-Identifier: BSL-1.0
// The floor: as many bytes as the binary form takes, behind a header of eight, over TCP or a Unix socket; a thread a
// connection that blocks. Nothing is encoded or decoded: replies are prepared, and only the id is put in.
//
// An address that begins with a slash is a Unix socket's path, any other is 127.0.0.1:PORT.
#include "../catalog.hpp"
#include "driver.hpp"

#include <yonder/codec/binary.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <deque>
#include <thread>

namespace {

enum class kind : std::uint32_t { find = 1, list = 2, count = 3 };

struct header {
    std::uint32_t size = 0; // of what follows
    kind method = kind::find;
};

std::string framed(kind method, std::string const& body) {
    header const head{static_cast<std::uint32_t>(body.size()), method};
    std::string all(sizeof head, '\0');
    std::memcpy(all.data(), &head, sizeof head);
    return all + body;
}

// The binary form of {id}: one byte says that a varint is field 1, and ids take two. Replies begin in the same way.
constexpr std::size_t id_size = 3;

void put_id(char* at, std::int64_t id) {
    at[0] = 0x08;
    at[1] = static_cast<char>((id & 0x7f) | 0x80);
    at[2] = static_cast<char>(id >> 7);
}

std::string request_for(kind method) { return framed(method, std::string(id_size, '\0')); }

std::string const& reply_to(kind method) {
    static std::string const small = framed(kind::find, yonder::binary::encode(bench::example()));
    static std::string const large = framed(kind::list, yonder::binary::encode(bench::examples(bench::example().id)));
    return method == kind::find ? small : large;
}

class connection {
public:
    explicit connection(int socket) : socket_(socket), buffer_(1 << 16) {}
    ~connection() { close(socket_); }
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    bool write(std::string const& all) {
        for (std::size_t sent = 0; sent < all.size();) {
            ssize_t const more = send(socket_, all.data() + sent, all.size() - sent, MSG_NOSIGNAL);
            if (more <= 0)
                return false;
            sent += static_cast<std::size_t>(more);
        }
        return true;
    }

    // Waits for what comes; false at the end.
    bool read_more() {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        ssize_t const more = recv(socket_, buffer_.data() + end_, buffer_.size() - end_, 0);
        end_ += more > 0 ? static_cast<std::size_t>(more) : 0;
        return more > 0;
    }

    // The next message that has come whole, valid until more is read; nullptr if there is none.
    char* next(header& head) {
        if (end_ - begin_ < sizeof head)
            return nullptr;
        std::memcpy(&head, buffer_.data() + begin_, sizeof head);
        if (end_ - begin_ < sizeof head + head.size)
            return nullptr;
        char* const body = buffer_.data() + begin_ + sizeof head;
        begin_ += sizeof head + head.size;
        return body;
    }

    char* wait_for_next(header& head) {
        char* found = next(head);
        while (!found) {
            bench::expect(read_more());
            found = next(head);
        }
        return found;
    }

private:
    int socket_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

bool is_reply(kind method, header const& head, char* body, std::int64_t id) {
    std::string const& whole = reply_to(method);
    std::size_t const skipped = method == kind::find ? id_size : 0;
    char wanted[id_size];
    put_id(wanted, id);
    return head.method == method && head.size == whole.size() - sizeof head &&
           (skipped == 0 || std::memcmp(body, wanted, id_size) == 0) &&
           std::memcmp(body + skipped, whole.data() + sizeof head + skipped, head.size - skipped) == 0;
}

union address {
    sockaddr any;
    sockaddr_in internet;
    sockaddr_un local;
};

address parse(std::string const& text, socklen_t& size) {
    address parsed{};
    if (text.front() == '/') {
        parsed.local.sun_family = AF_UNIX;
        if (text.size() >= sizeof parsed.local.sun_path)
            bench::give_up("the path is too long");
        std::memcpy(parsed.local.sun_path, text.c_str(), text.size() + 1);
        size = sizeof parsed.local;
        return parsed;
    }
    parsed.internet.sin_family = AF_INET;
    parsed.internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    parsed.internet.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text.substr(text.find(':') + 1))));
    size = sizeof parsed.internet;
    return parsed;
}

void no_delay(int socket) {
    int const yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

std::unique_ptr<connection> connect_to(std::string const& text) {
    socklen_t size = 0;
    address const where = parse(text, size);
    int const made = socket(where.any.sa_family, SOCK_STREAM, 0);
    bench::expect(connect(made, &where.any, size) == 0);
    no_delay(made);
    return std::make_unique<connection>(made);
}

// A stream's items: each a message of its own, many in one write.
bool send_numbers(connection& peer, std::int64_t to) {
    std::string out;
    for (std::int64_t i = 0; i < to; ++i) {
        std::string item = "\x08";
        std::int64_t rest = i;
        for (; rest > 0x7f; rest >>= 7)
            item += static_cast<char>((rest & 0x7f) | 0x80);
        item += static_cast<char>(rest);
        out += framed(kind::count, item);
        if (out.size() > 60'000 || i + 1 == to) {
            if (!peer.write(out))
                return false;
            out.clear();
        }
    }
    return true;
}

void serve_peer(int socket) {
    connection peer(socket);
    std::string small = reply_to(kind::find);
    std::string out;
    while (peer.read_more()) {
        out.clear();
        header head;
        while (char const* const body = peer.next(head)) {
            if (head.method == kind::count) {
                std::int64_t to = 0;
                std::memcpy(&to, body, sizeof to);
                if (!send_numbers(peer, to))
                    return;
            } else if (head.method == kind::find) {
                std::memcpy(small.data() + sizeof head, body, id_size);
                out += small;
            } else {
                out += reply_to(kind::list);
            }
        }
        if (!out.empty() && !peer.write(out))
            return;
    }
}

void serve(std::string const& text, std::function<void(std::string const&)> const& ready) {
    socklen_t size = 0;
    address where = parse(text, size);
    int const listener = socket(where.any.sa_family, SOCK_STREAM, 0);
    if (bind(listener, &where.any, size) != 0 || listen(listener, 1024) != 0)
        bench::give_up("cannot listen at " + text);
    getsockname(listener, &where.any, &size);
    ready(text.front() == '/' ? text : "127.0.0.1:" + std::to_string(ntohs(where.internet.sin_port)));
    for (;;) {
        int const peer = accept(listener, nullptr, nullptr);
        if (peer < 0)
            return;
        no_delay(peer);
        std::thread(serve_peer, peer).detach();
    }
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) : server_(connect_to(address)) {}

    void find(std::int64_t id) override { call(kind::find, find_, id); }
    void list(std::int64_t first) override { call(kind::list, list_, first); }

private:
    void call(kind method, std::string& request, std::int64_t id) {
        put_id(request.data() + sizeof(header), id);
        bench::expect(server_->write(request));
        header head;
        char* const body = server_->wait_for_next(head);
        bench::expect(is_reply(method, head, body, id));
    }

    std::unique_ptr<connection> server_;
    std::string find_ = request_for(kind::find);
    std::string list_ = request_for(kind::list);
};

// Sends as many requests at once as replies have come.
void overlap(std::string const& address, bench::work what, unsigned outstanding, bench::timesheet& sheet) {
    auto const server = connect_to(address);
    kind const method = what == bench::work::small ? kind::find : kind::list;
    std::string request = request_for(method);
    std::deque<std::pair<std::int64_t, bench::clock::time_point>> calls;
    std::string out;
    while (!sheet.is_over()) {
        out.clear();
        while (calls.size() < outstanding) {
            calls.emplace_back(sheet.next_id(), bench::clock::now());
            put_id(request.data() + sizeof(header), calls.back().first);
            out += request;
        }
        bench::expect(server->write(out));
        header head;
        char* body = server->wait_for_next(head);
        for (; body; body = server->next(head)) {
            bench::expect(is_reply(method, head, body, calls.front().first));
            sheet.done(calls.front().second);
            calls.pop_front();
        }
    }
}

std::int64_t stream(std::string const& address, std::int64_t items) {
    auto const server = connect_to(address);
    std::string to(sizeof items, '\0');
    std::memcpy(to.data(), &items, sizeof items);
    bench::expect(server->write(framed(kind::count, to)));
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < items; ++i) {
        header head;
        char const* const body = server->wait_for_next(head);
        std::int64_t number = 0;
        for (std::uint32_t at = head.size - 1; at > 0; --at)
            number = (number << 7) | (body[at] & 0x7f);
        sum += number;
    }
    return sum;
}

} // namespace

int main(int count, char** arguments) {
    return bench::run(
        count, arguments,
        {serve, [](std::string const& address) { return std::make_unique<client>(address); }, overlap, stream});
}
