// SPDX-License-Identifier: BSL-1.0
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

// Runs all contenders in turn, round after round, so that what else the machine does falls on all alike.
inline std::vector<row> measure(std::vector<contender> const& contenders, std::size_t times, int rounds = 21) {
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

struct single {
    std::string name;
    std::function<void()> run;
};

// As measure, for work long enough to be timed alone: the median is over all single times.
inline std::vector<row> measure_each(std::vector<single> const& contenders, std::size_t times, int rounds = 9) {
    std::vector<std::vector<double>> taken(contenders.size());
    for (int round = -1; round < rounds; ++round)
        for (std::size_t i = 0; i < contenders.size(); ++i)
            for (std::size_t n = 0; n < times; ++n) {
                auto const begun = std::chrono::steady_clock::now();
                contenders[i].run();
                std::chrono::duration<double, std::nano> const spent = std::chrono::steady_clock::now() - begun;
                if (round >= 0)
                    taken[i].push_back(spent.count());
            }
    std::vector<row> rows;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        auto const middle = taken[i].begin() + static_cast<std::ptrdiff_t>(taken[i].size() / 2);
        std::nth_element(taken[i].begin(), middle, taken[i].end());
        rows.push_back({contenders[i].name, *middle, 0});
    }
    for (row& one : rows)
        one.ratio = one.nanoseconds / rows.front().nanoseconds;
    return rows;
}

// Tables on standard output, and as an array of objects in the file of `--json FILE`.
class report {
public:
    report(int count, char** arguments) {
        for (int i = 1; i + 1 < count; ++i)
            if (std::string_view(arguments[i]) == "--json")
                file_ = arguments[i + 1];
    }
    ~report() {
        if (!file_.empty())
            std::ofstream(file_) << "[" << json_ << "]\n";
    }

    void add(std::string const& work, std::vector<row> const& rows) {
        std::printf("\n%-44s %12s %8s\n", work.c_str(), "ns", "ratio");
        for (row const& one : rows) {
            std::printf("  %-42s %12.1f %8.2f\n", one.name.c_str(), one.nanoseconds, one.ratio);
            char numbers[96];
            std::snprintf(numbers, sizeof numbers, "\"ns\":%.1f,\"ratio\":%.3f", one.nanoseconds, one.ratio);
            json_ += (json_.empty() ? "" : ",") + ("{\"work\":\"" + work + "\",\"contender\":\"" + one.name + "\",") +
                     numbers + "}";
        }
    }

private:
    std::string file_;
    std::string json_;
};

} // namespace bench

#endif
