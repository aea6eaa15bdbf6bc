// SPDX-License-Identifier: BSL-1.0
#include "driver.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <sstream>
#include <thread>

namespace bench {
namespace {

struct options {
    std::string work = "small";
    unsigned callers = 1;
    bool is_outstanding = false;
    double seconds = 0.4;
    double warm_up = 0.1;
    std::int64_t items = 1'000'000;
    unsigned idle = 0;
    std::vector<clockid_t> servers;
};

// The clock of all the time that a process has had of processors, threads that have ended included.
clockid_t processor_clock(pid_t process) {
    clockid_t found{};
    if (clock_getcpuclockid(process, &found) != 0)
        give_up("there is no process " + std::to_string(process));
    return found;
}

options parse(int count, char** arguments) {
    options all;
    for (int i = 3; i < count; ++i) {
        std::string const name = arguments[i];
        if (name == "--outstanding") {
            all.is_outstanding = true;
            continue;
        }
        if (i + 1 == count)
            give_up(name + " needs a value");
        std::string const value = arguments[++i];
        if (name == "--work")
            all.work = value;
        else if (name == "--callers")
            all.callers = static_cast<unsigned>(std::stoul(value));
        else if (name == "--seconds")
            all.seconds = std::stod(value);
        else if (name == "--warm-up")
            all.warm_up = std::stod(value);
        else if (name == "--items")
            all.items = std::stoll(value);
        else if (name == "--idle")
            all.idle = static_cast<unsigned>(std::stoul(value));
        else if (name == "--servers") {
            std::istringstream list(value);
            for (std::string one; std::getline(list, one, ',');)
                all.servers.push_back(processor_clock(std::stoi(one)));
        } else
            give_up("there is no option " + name);
    }
    return all;
}

double microseconds_of(std::vector<clockid_t> const& processes) {
    double sum = 0;
    for (clockid_t const one : processes) {
        timespec used{};
        clock_gettime(one, &used);
        sum += static_cast<double>(used.tv_sec) * 1e6 + static_cast<double>(used.tv_nsec) / 1e3;
    }
    return sum;
}

double seconds_since(clock::time_point begun) { return std::chrono::duration<double>(clock::now() - begun).count(); }

// Without the destructors: some technologies take long to end, and nothing is left to be done.
[[noreturn]] void print_and_leave(std::string const& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(nullptr);
    std::_Exit(0);
}

std::string not_here(std::string const& why) { return "{\"not_here\": \"" + why + "\"}"; }

std::string figures(double p50, double p99, double calls, double seconds, double server) {
    char line[200];
    if (p50 > 0)
        std::snprintf(line, sizeof line,
                      "{\"p50_us\": %.3f, \"p99_us\": %.3f, \"calls_per_s\": %.1f, \"server_us_per_call\": %.4f}", p50,
                      p99, calls / seconds, server / calls);
    else
        std::snprintf(line, sizeof line,
                      "{\"p50_us\": null, \"p99_us\": null, \"calls_per_s\": %.1f, \"server_us_per_call\": %.4f}",
                      calls / seconds, server / calls);
    return line;
}

double quantile(std::vector<clock::duration>& times, double part) {
    auto const at = times.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(times.size() - 1));
    std::nth_element(times.begin(), at, times.end());
    return std::chrono::duration<double, std::micro>(*at).count();
}

std::string measure_stream(technology const& one, std::string const& address, options const& how) {
    if (!one.stream)
        return not_here("it has no streams");
    one.stream(address, how.items / 100);
    auto const begun = clock::now();
    double const server = microseconds_of(how.servers);
    expect(one.stream(address, how.items) == how.items * (how.items - 1) / 2);
    double const seconds = seconds_since(begun);
    return figures(0, 0, static_cast<double>(how.items), seconds, microseconds_of(how.servers) - server);
}

std::string measure_calls(technology const& one, std::string const& address, options const& how) {
    if (how.is_outstanding && !one.overlap)
        return not_here("it has one call at a time on a connection");
    work const what = how.work == "large" ? work::large : work::small;
    std::vector<std::unique_ptr<caller>> idle;
    for (unsigned i = 0; i < how.idle; ++i) {
        idle.push_back(one.connect(address));
        idle.back()->find(4000);
    }

    std::atomic<int> phase{0};
    std::atomic<unsigned> connected{0};
    std::vector<std::unique_ptr<timesheet>> sheets;
    std::vector<std::thread> threads;
    unsigned const threads_wanted = how.is_outstanding ? 1 : how.callers;
    for (unsigned i = 0; i < threads_wanted; ++i)
        sheets.push_back(std::make_unique<timesheet>(phase));
    auto const call = [&](timesheet& sheet) {
        if (how.is_outstanding) {
            ++connected;
            one.overlap(address, what, how.callers, sheet);
            return;
        }
        auto const mine = one.connect(address);
        mine->find(4000);
        ++connected;
        while (!sheet.is_over()) {
            auto const begun = clock::now();
            if (what == work::small)
                mine->find(sheet.next_id());
            else
                mine->list(sheet.next_id());
            sheet.done(begun);
        }
    };
    for (auto const& sheet : sheets)
        threads.emplace_back([&call, &sheet = *sheet] {
            try {
                call(sheet);
            } catch (std::exception const& failed) {
                give_up(failed.what());
            }
        });

    while (connected < threads_wanted)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::duration<double>(how.warm_up));
    double const server_before = microseconds_of(how.servers);
    auto const begun = clock::now();
    phase = 1;
    std::this_thread::sleep_for(std::chrono::duration<double>(how.seconds));
    phase = 2;
    double const seconds = seconds_since(begun);
    double const server = microseconds_of(how.servers) - server_before;
    for (std::thread& thread : threads)
        thread.join();

    std::vector<clock::duration> times;
    for (auto const& sheet : sheets)
        times.insert(times.end(), sheet->times().begin(), sheet->times().end());
    if (times.empty())
        give_up("no call came to its end in the time");
    double const p50 = quantile(times, 0.5);
    return figures(p50, quantile(times, 0.99), static_cast<double>(times.size()), seconds, server);
}

} // namespace

void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::fflush(nullptr);
    std::_Exit(1);
}

int run(int count, char** arguments, technology const& one) {
    std::string const verb = count > 2 ? arguments[1] : "";
    if (verb != "serve" && verb != "call")
        give_up("usage: serve ADDRESS | call ADDRESS OPTION...");
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        std::string const address = arguments[2];
        if (verb == "serve") {
            one.serve(address, [](std::string const& where) {
                std::printf("%s\n", where.c_str());
                std::fflush(stdout);
            });
            give_up("the server ended");
        }
        options const how = parse(count, arguments);
        print_and_leave(how.work == "stream" ? measure_stream(one, address, how) : measure_calls(one, address, how));
    } catch (std::exception const& failed) {
        give_up(failed.what());
    }
}

} // namespace bench
