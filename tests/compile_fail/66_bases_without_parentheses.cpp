// ERROR: YONDER_INTERFACE lists bases without parentheses: write (Base, ...), or () for none
// ERROR: bases_fault<Index>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))
class Index : public Search {
public:
    virtual int count() = 0;
};
YONDER_INTERFACE(Index, Search, (count))
