// ERROR: two methods of this interface have the same name on the wire
// ERROR: Search::find
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>
#include <yonder/proxy/implement.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int find(char const* key) = 0;
};
YONDER_INTERFACE(Search, (), ((int(int))find, key), ((int(char const*))find, key))

auto const search = yonder::implement<Search>([](auto) { return 1; });
