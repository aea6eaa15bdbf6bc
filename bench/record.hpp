// SPDX-License-Identifier: BSL-1.0
#ifndef BENCH_RECORD_HPP
#define BENCH_RECORD_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// The small reply that all benchmarks use: six members, 147 bytes of JSON, 84 in binary.
struct Record {
    std::int64_t id = 0;
    std::string name;
    std::string sku;
    std::int64_t price_cents = 0;
    std::int32_t stock = 0;
    std::string description;
    bool operator==(Record const&) const = default;
};

inline Record example() {
    return {4711, "Espresso machine", "KIT-ESP-0042", 24999, 17, "Fifteen bars, three cups, stainless steel"};
}

// The large reply: so many records, the ids counting on from the one that was asked for.
constexpr std::size_t records_in_large = 100;

inline std::vector<Record> examples(std::int64_t first, std::size_t count = records_in_large) {
    std::vector<Record> many(count, example());
    for (Record& one : many)
        one.id = first++;
    return many;
}

// Whether what arrived, in whatever types, is the example with that id.
inline bool is_example(std::int64_t expected, std::int64_t id, std::string_view name, std::string_view sku,
                       std::int64_t price_cents, std::int32_t stock, std::string_view description) {
    static Record const right = example();
    return id == expected && name == right.name && sku == right.sku && price_cents == right.price_cents &&
           stock == right.stock && description == right.description;
}

} // namespace bench

#endif
