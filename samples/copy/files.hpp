// SPDX-License-Identifier: BSL-1.0
// The contract: a long job that tells how far it is.
#ifndef COPY_FILES_HPP
#define COPY_FILES_HPP

#include <yonder/describe.hpp>
#include <yonder/stream.hpp>

#include <cstdint>
#include <string>
#include <variant>

namespace file::v1 {

// [contract]
struct Percent {
    int value = 0;
};
BOOST_DESCRIBE_STRUCT(Percent, (), (value))

struct Done {
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Done, (), (bytes))

struct NoSuchFile { // may be thrown
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NoSuchFile, (), (name))

using Step = std::variant<Percent, Done>;

class Files {
public:
    virtual ~Files() = default;
    virtual yonder::stream<Step> copy(std::string from, std::string to) = 0; // Percent as it grows, and Done at last
};
YONDER_INTERFACE(Files, (), (copy, from, to))
YONDER_THROWS(Files, (NoSuchFile, not_found))
// [/contract]

} // namespace file::v1

#endif
