// ERROR: the list of bases in YONDER_INTERFACE names a class that is not a public base of the interface
// ERROR: base_fault<Index, Search>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))
class Index {
public:
    virtual ~Index() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Index, (Search), (count))
