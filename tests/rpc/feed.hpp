// SPDX-License-Identifier: BSL-1.0
// An interface of streams, for suites over every binding.
#ifndef TESTS_RPC_FEED_HPP
#define TESTS_RPC_FEED_HPP

#include <yonder/describe.hpp>
#include <yonder/stream.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace suite::v1 {

struct Reading {
    int number = 0;
    std::optional<std::string> text;
    std::vector<double> values;
};
BOOST_DESCRIBE_STRUCT(Reading, (), (number, text, values))

struct Percent {
    int value = 0;
};
BOOST_DESCRIBE_STRUCT(Percent, (), (value))
struct Finished {
    std::string where;
};
BOOST_DESCRIBE_STRUCT(Finished, (), (where))

struct Stuck {
    int at = 0;
};
BOOST_DESCRIBE_STRUCT(Stuck, (), (at))

class Feed {
public:
    virtual ~Feed() = default;
    virtual yonder::stream<Reading> readings(int count) = 0;
    virtual yonder::stream<int> forever() = 0;
    virtual yonder::stream<int> fail_after(int count) = 0;
    virtual yonder::stream<int> refuse() = 0; // without a first item
    virtual yonder::stream<int> quiet() = 0;  // for as long as it is wanted
    virtual yonder::stream<std::string> blocks(int count, int size) = 0;
    virtual yonder::stream<std::variant<Percent, Finished>> copy(std::string from) = 0;
    virtual yonder::stream<bool> has_deadline() = 0;

    virtual std::int64_t sum(std::string const& name, yonder::stream<int> numbers) = 0;
    virtual std::vector<Reading> collect(yonder::stream<Reading> readings) = 0;
    virtual yonder::future<int> sum_later(yonder::stream<int> numbers) = 0;
    virtual int first(yonder::stream<int> numbers) = 0;
    virtual void refuse_after(int count, yonder::stream<int> numbers) = 0;
    virtual std::string why_it_ended(yonder::stream<int> numbers) = 0;
};
YONDER_INTERFACE(Feed, (), (readings, count), (forever), (fail_after, count), (refuse), (quiet), (blocks, count, size),
                 (copy, from), (has_deadline), (sum, name, numbers), (collect, readings), (sum_later, numbers),
                 (first, numbers), (refuse_after, count, numbers), (why_it_ended, numbers))
YONDER_THROWS(Feed, Stuck)

} // namespace suite::v1

#endif
