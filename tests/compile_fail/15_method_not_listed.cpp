// ERROR: the interface has a pure virtual method that YONDER_INTERFACE does not list
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>
#include <yonder/proxy/implement.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int count() = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

auto const search = yonder::implement<Search>([](auto) { return 1; });
