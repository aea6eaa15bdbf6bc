// SPDX-License-Identifier: BSL-1.0
// What a crowd costs.
#include "box.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

using box::v1::eventually;
using box::v1::served;

namespace {

constexpr int crowd = 10'000;

// Of this process, in bytes.
long resident_memory() {
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    file >> pages >> pages;
    return pages * ::sysconf(_SC_PAGESIZE);
}

int open_files() { return static_cast<int>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {})); }

void allow_files(rlim_t wanted) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    BOOST_REQUIRE_MESSAGE(limit.rlim_max >= wanted, "this needs " << wanted << " open files, and " << limit.rlim_max
                                                                  << " are allowed: raise the limit (ulimit -Hn)");
    limit.rlim_cur = std::max(limit.rlim_cur, wanted);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Another process that keeps so many connections, on each of which it says `greeting`, until this goes. Its sockets are
// not of this process, whose memory is looked at.
class crowd_of_clients {
public:
    crowd_of_clients(std::uint16_t port, std::string_view greeting) {
        BOOST_REQUIRE(::pipe(ends_.data()) == 0);
        process_ = ::fork();
        BOOST_REQUIRE(process_ >= 0);
        if (process_ == 0) // with nothing but system calls, as other threads may have had locks
            stay(port, greeting, ends_);
        ::close(ends_[0]);
    }
    ~crowd_of_clients() {
        ::close(ends_[1]);
        ::waitpid(process_, nullptr, 0);
    }

private:
    [[noreturn]] static void stay(std::uint16_t port, std::string_view greeting, std::array<int, 2> ends) {
        ::close(ends[1]);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (int i = 0; i < crowd; ++i) {
            int const one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (::connect(one, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 ||
                ::send(one, greeting.data(), greeting.size(), MSG_NOSIGNAL) < 0)
                ::_exit(1);
        }
        char end = 0;
        ::_exit(::read(ends[0], &end, 1) == 0 ? 0 : 1);
    }

    std::array<int, 2> ends_{};
    pid_t process_ = -1;
};

// What sanitizers keep about each byte counts, too. g++ says by macros whether there are some, clang by features.
#ifdef __has_feature
#define SUITE_HAS_FEATURE(feature) __has_feature(feature)
#else
#define SUITE_HAS_FEATURE(feature) 0
#endif
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__) || SUITE_HAS_FEATURE(address_sanitizer) ||           \
    SUITE_HAS_FEATURE(thread_sanitizer)
constexpr long most_each = 100'000;
#else
constexpr long most_each = 20'000;
#endif

std::string_view const over_wire("\xF7YNDR\x01\0\0\0\0\x40\0\0\0\0\0", 16);
std::string_view const over_http("POST /box.v1.Box/add HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                 "Content-Length: 5\r\n\r\n[1,2]");

} // namespace

BOOST_AUTO_TEST_SUITE(scale)

BOOST_DATA_TEST_CASE(ten_thousand_idle_connections_cost_less_than_20_kilobytes_each,
                     boost::unit_test::data::make({over_wire, over_http}), greeting) {
    allow_files(crowd + 1000);
    yonder::host_options options;
    options.max_connections = crowd + 100;
    options.keep_alive = std::chrono::minutes(10);
    served here(options);
    auto const box = here.proxy();
    BOOST_TEST(box->add(1, 2) == 3);
    int const files = open_files();
    long const before = resident_memory();
    {
        crowd_of_clients const all(here.port(), greeting);
        BOOST_TEST(eventually([&] { return open_files() >= files + crowd; }, std::chrono::seconds(60)));
        if (greeting == over_http)
            BOOST_TEST(eventually([&] { return here.real->added >= crowd; }, std::chrono::seconds(60)));
        for (int i = 0; i < 100; ++i)
            BOOST_TEST(box->add(i, 1) == i + 1);
        long const each = (resident_memory() - before) / crowd;
        BOOST_TEST(each < most_each, "an idle connection costs " << each << " bytes");
        BOOST_TEST_MESSAGE("an idle connection costs " << each << " bytes");
    }
    BOOST_TEST(eventually([&] { return open_files() <= files + 10; }, std::chrono::seconds(60)));
}

BOOST_AUTO_TEST_SUITE_END()
