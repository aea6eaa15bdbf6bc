// ERROR: the handler given to yonder::implement cannot be called for this method
// ERROR: Search::find
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int count() = 0;
};
YONDER_INTERFACE(Search, (), (find, key), (count))

auto const search = yonder::implement<Search>([](int key) { return key; });
