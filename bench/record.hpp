// SPDX-License-Identifier: BSL-1.0
#ifndef BENCH_RECORD_HPP
#define BENCH_RECORD_HPP

#include <yonder/describe.hpp>
#include <yonder/stream.hpp>

#include <cstdint>
#include <string>

namespace bench {

// The small reply that all benchmarks use: six members, 147 bytes of JSON.
struct Record {
    std::int64_t id = 0;
    std::string name;
    std::string sku;
    std::int64_t price_cents = 0;
    std::int32_t stock = 0;
    std::string description;
    bool operator==(Record const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Record, (), (id, name, sku, price_cents, stock, description))

inline Record example() {
    return {4711, "Espresso machine", "KIT-ESP-0042", 24999, 17, "Fifteen bar, two cups, stainless steel"};
}

class Catalog {
public:
    virtual ~Catalog() = default;
    virtual Record find(std::int64_t id) = 0;
    virtual yonder::stream<std::int64_t> count(std::int64_t to) = 0;
};
YONDER_INTERFACE(Catalog, (), (find, id), (count, to))

} // namespace bench

#endif
