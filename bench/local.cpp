// SPDX-License-Identifier: BSL-1.0
// What is called within the process: a local binding against a virtual call, the isolated binding, and streams.
#include "catalog.hpp"
#include "table.hpp"

#include <yonder/yonder.hpp>

#include <deque>
#include <memory>

namespace {

class Counter {
public:
    virtual ~Counter() = default;
    virtual int next(int by) = 0;
};
YONDER_NAME(Counter, "bench.Counter")
YONDER_INTERFACE(Counter, (), (next, by))

class Tally : public Counter {
public:
    int next(int by) override { return total_ += by; }

private:
    int total_ = 0;
};

bench::contender counting(std::string name, Counter* const volatile& counter) {
    return {std::move(name), [&counter](std::size_t times) {
                Counter* const target = counter; // read anew, so that its type is not known
                for (std::size_t i = 0; i < times; ++i)
                    bench::keep(target->next(1));
            }};
}

bench::contender one_by_one(std::string name, std::shared_ptr<bench::Catalog> const& catalog) {
    return bench::repeated(std::move(name), [catalog] { bench::keep(catalog->find(4711)); });
}

bench::contender together(std::string name, std::shared_ptr<bench::Catalog> const& catalog, std::size_t most) {
    return {std::move(name), [later = yonder::async(catalog), most](std::size_t times) {
                std::deque<yonder::future<bench::Record>> calls;
                for (std::size_t i = 0; i < times; ++i) {
                    if (calls.size() == most) {
                        bench::keep(calls.front().get());
                        calls.pop_front();
                    }
                    calls.push_back(later->find(4711));
                }
                for (auto& one : calls)
                    bench::keep(one.get());
            }};
}

bench::contender reading(std::string name, std::shared_ptr<bench::Catalog> const& catalog) {
    return {std::move(name), [catalog](std::size_t times) {
                std::int64_t sum = 0;
                for (std::int64_t const one : catalog->count(static_cast<std::int64_t>(times)))
                    sum += one;
                bench::keep(sum);
            }};
}

} // namespace

int main(int count, char** arguments) {
    bench::report report(count, arguments);
    yonder::container app;
    app.bind<Counter>().to<Tally>();
    app.bind<bench::Catalog>().to<bench::Shelf>();
    app.bind<bench::Catalog>("isolated").to_isolated<bench::Shelf>();

    Tally tally;
    Counter* volatile by_hand = &tally;
    Counter* volatile bound = app.get<Counter>().get();
    report.run("a call within the process",
               {counting("virtual call", by_hand), counting("yonder, local binding", bound)}, 1'000'000);

    auto const local = app.get<bench::Catalog>();
    auto const isolated = app.get<bench::Catalog>("isolated");
    report.run("the small call within the process",
               {one_by_one("yonder, local", local), one_by_one("yonder, isolated", isolated),
                together("yonder, isolated, async, 1 outstanding", isolated, 1),
                together("yonder, isolated, async, 16 outstanding", isolated, 16)},
               1000);
    report.run("an item of a stream within the process",
               {reading("yonder, local", local), reading("yonder, isolated", isolated)}, 100'000, 7);
}
