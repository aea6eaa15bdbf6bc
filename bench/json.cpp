// SPDX-License-Identifier: BSL-1.0
// The JSON codec against Boost.JSON's own way, by a tree and value_from and value_to.
#include "record.hpp"
#include "table.hpp"

#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace {

template <class T>
void compare(bench::report& report, std::string const& what, T const& value, std::size_t times) {
    std::string const text = yonder::json::encode(value);
    std::string const bytes = yonder::binary::encode(value);
    if (boost::json::value_to<T>(boost::json::parse(text)) != value || yonder::json::decode<T>(text) != value)
        std::printf("the contenders do not read the same\n");
    report.add("encode " + what + ", " + std::to_string(text.size()) + " bytes",
               bench::measure({{"yonder",
                                [&](std::size_t count) {
                                    for (std::size_t i = 0; i < count; ++i)
                                        bench::keep(yonder::json::encode(value));
                                }},
                               {"yonder, into a string kept",
                                [&](std::size_t count) {
                                    std::string out;
                                    for (std::size_t i = 0; i < count; ++i) {
                                        out.clear();
                                        yonder::json::write(out, value);
                                        bench::keep(out);
                                    }
                                }},
                               {"yonder, binary form into a string kept",
                                [&](std::size_t count) {
                                    std::string out;
                                    for (std::size_t i = 0; i < count; ++i) {
                                        out.clear();
                                        yonder::binary::write(out, value);
                                        bench::keep(out);
                                    }
                                }},
                               {"Boost.JSON, value_from and serialize",
                                [&](std::size_t count) {
                                    for (std::size_t i = 0; i < count; ++i)
                                        bench::keep(boost::json::serialize(boost::json::value_from(value)));
                                }}},
                              times));
    report.add("decode " + what,
               bench::measure({{"yonder",
                                [&](std::size_t count) {
                                    for (std::size_t i = 0; i < count; ++i)
                                        bench::keep(yonder::json::decode<T>(text));
                                }},
                               {"yonder, binary form",
                                [&](std::size_t count) {
                                    for (std::size_t i = 0; i < count; ++i)
                                        bench::keep(yonder::binary::decode<T>(bytes));
                                }},
                               {"Boost.JSON, parse and value_to",
                                [&](std::size_t count) {
                                    for (std::size_t i = 0; i < count; ++i)
                                        bench::keep(boost::json::value_to<T>(boost::json::parse(text)));
                                }}},
                              times));
}

} // namespace

int main(int count, char** arguments) {
    bench::report report(count, arguments);
    compare(report, "one record", bench::example(), 20000);
    compare(report, "100 records", std::vector<bench::Record>(100, bench::example()), 200);
}
