// SPDX-License-Identifier: BSL-1.0
// An interface of calls that take time, for suites over every binding.
#ifndef TESTS_RPC_WORK_HPP
#define TESTS_RPC_WORK_HPP

#include <yonder/describe.hpp>
#include <yonder/future.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace suite::v1 {

struct Refused {
    std::string why;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (why))

class Work {
public:
    virtual ~Work() = default;
    virtual int add(int a, int b) = 0;
    virtual std::string join(std::string_view left, std::span<std::byte const> right) const = 0;
    virtual std::unique_ptr<int> doubled(std::unique_ptr<int> value) = 0;
    virtual void refuse(std::string const& why) = 0;
    virtual void pause(int milliseconds) = 0; // or until nobody wants it
    virtual bool was_stopped() = 0;           // the last pause
    virtual yonder::future<int> add_later(int a, int b) = 0;
    virtual yonder::future<void> refuse_later(std::string why) = 0;
    virtual yonder::future<int> never() = 0; // until it is cancelled
    virtual yonder::future<std::int64_t> time_left() = 0;
};
YONDER_INTERFACE(Work, (), (add, a, b), (join, left, right), (doubled, value), (refuse, why), (pause, milliseconds),
                 (was_stopped), (add_later, a, b), (refuse_later, why), (never), (time_left))
YONDER_THROWS(Work, (Refused, failed_precondition))

} // namespace suite::v1

#endif
