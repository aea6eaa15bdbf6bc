// SPDX-License-Identifier: BSL-1.0
// Measures within one process, and prints tables of times and ratios.
#ifndef BENCH_TABLE_HPP
#define BENCH_TABLE_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// Keeps the compiler from leaving work out.
template <class T>
void keep(T const& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

struct row {
    std::string name;
    double nanoseconds = 0; // the median of the rounds
    double ratio = 0;       // to the first row of its table
};

struct contender {
    std::string name;
    std::function<void(std::size_t times)> run;
};

// A contender that does one thing so many times.
template <class Function>
contender repeated(std::string name, Function once) {
    return {std::move(name), [once](std::size_t times) mutable {
                for (std::size_t i = 0; i < times; ++i)
                    once();
            }};
}

// Runs all contenders in turn, round after round, so that what else the machine does falls on all alike.
inline std::vector<row> measure(std::vector<contender> const& contenders, std::size_t times, int rounds) {
    std::vector<std::vector<double>> taken(contenders.size());
    for (int round = -2; round < rounds; ++round)
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            auto const begun = std::chrono::steady_clock::now();
            contenders[i].run(times);
            std::chrono::duration<double, std::nano> const spent = std::chrono::steady_clock::now() - begun;
            if (round >= 0) // the first two warm up
                taken[i].push_back(spent.count() / static_cast<double>(times));
        }
    std::vector<row> rows;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        std::nth_element(taken[i].begin(), taken[i].begin() + rounds / 2, taken[i].end());
        rows.push_back({contenders[i].name, taken[i][static_cast<std::size_t>(rounds / 2)], 0});
    }
    for (row& one : rows)
        one.ratio = one.nanoseconds / rows.front().nanoseconds;
    return rows;
}

// Tables on standard output, and as an array of objects in the file of `--json FILE`. With `--quick` there are fewer
// rounds; with `--only PART` there are only tables and rows that contain it.
class report {
public:
    report(int count, char** arguments) {
        for (int i = 1; i < count; ++i) {
            std::string_view const name = arguments[i];
            if (name == "--quick")
                is_quick_ = true;
            else if (name == "--json" && i + 1 < count)
                file_ = arguments[++i];
            else if (name == "--only" && i + 1 < count)
                parts_.emplace_back(arguments[++i]);
        }
    }
    ~report() {
        if (!file_.empty())
            std::ofstream(file_) << "[" << json_ << "]\n";
    }

    void run(std::string const& work, std::vector<contender> contenders, std::size_t times, int rounds = 21) {
        if (!contains_part(work))
            std::erase_if(contenders, [&](contender const& one) { return !contains_part(one.name); });
        if (!contenders.empty())
            add(work, measure(contenders, times, is_quick_ ? rounds / 4 : rounds));
    }

private:
    bool contains_part(std::string const& text) const {
        return parts_.empty() || std::any_of(parts_.begin(), parts_.end(), [&](std::string const& part) {
                   return text.find(part) != std::string::npos;
               });
    }

    void add(std::string const& work, std::vector<row> const& rows) {
        std::printf("\n%-52s %12s %8s\n", work.c_str(), "ns", "ratio");
        for (row const& one : rows) {
            std::printf("  %-50s %12.1f %8.2f\n", one.name.c_str(), one.nanoseconds, one.ratio);
            char numbers[160];
            std::snprintf(numbers, sizeof numbers,
                          R"("callers":1,"p50_us":%.5f,"p99_us":null,"calls_per_s":%.1f,"server_us_per_call":null,)"
                          R"("of_raw":null,"ratio":%.3f)",
                          one.nanoseconds / 1e3, 1e9 / one.nanoseconds, one.ratio);
            json_ += (json_.empty() ? "" : ",") + (R"({"contender":")" + one.name + R"(","work":")" + work + R"(",)") +
                     numbers + R"(,"ratio_to":")" + rows.front().name + "\"}";
        }
        std::fflush(stdout);
    }

    std::string file_;
    std::string json_;
    std::vector<std::string> parts_;
    bool is_quick_ = false;
};

} // namespace bench

#endif
