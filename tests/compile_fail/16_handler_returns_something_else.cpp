// ERROR: the handler given to yonder::implement returns, for this method, something that does not convert
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>
#include <yonder/proxy/implement.hpp>

#include <string>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

auto const search = yonder::implement<Search>([](auto) { return std::string("seven"); });
