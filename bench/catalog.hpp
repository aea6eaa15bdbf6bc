// SPDX-License-Identifier: BSL-1.0
// The interface that the benchmarks call, and an object behind it.
#ifndef BENCH_CATALOG_HPP
#define BENCH_CATALOG_HPP

#include "record.hpp"

#include <yonder/describe.hpp>
#include <yonder/stream.hpp>

#include <cstdint>
#include <vector>

namespace bench {

BOOST_DESCRIBE_STRUCT(Record, (), (id, name, sku, price_cents, stock, description))

class Catalog {
public:
    virtual ~Catalog() = default;
    virtual Record find(std::int64_t id) = 0;
    virtual std::vector<Record> list(std::int64_t first) = 0;
    virtual yonder::stream<std::int64_t> count(std::int64_t to) = 0;
};
YONDER_INTERFACE(Catalog, (), (find, id), (list, first), (count, to))

class Shelf : public Catalog {
public:
    Record find(std::int64_t id) override {
        Record found = example();
        found.id = id;
        return found;
    }
    std::vector<Record> list(std::int64_t first) override { return examples(first); }
    yonder::stream<std::int64_t> count(std::int64_t to) override {
        for (std::int64_t i = 0; i < to; ++i)
            co_yield i;
    }
};

} // namespace bench

#endif
