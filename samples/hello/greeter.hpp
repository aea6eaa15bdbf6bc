// SPDX-License-Identifier: BSL-1.0
// The contract: all that client and server share.
#ifndef HELLO_GREETER_HPP
#define HELLO_GREETER_HPP

#include <yonder/describe.hpp>

#include <string>
#include <vector>

namespace hello::v1 { // the major version is part of the name

// [contract]
struct Greeting {
    std::string text;
    int letters = 0;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (text, letters))

struct NobodyThere { // may be thrown
    std::string who;
};
BOOST_DESCRIBE_STRUCT(NobodyThere, (), (who))

class Greeter {
public:
    virtual ~Greeter() = default;
    virtual Greeting greet(std::string const& name) = 0;
    virtual std::vector<Greeting> greet_all(std::vector<std::string> const& names) = 0;
};
YONDER_INTERFACE(Greeter, (), (greet, name), (greet_all, names))
YONDER_THROWS(Greeter, (NobodyThere, not_found))
// [/contract]

} // namespace hello::v1

#endif
