// ERROR: the list of bases in YONDER_INTERFACE names a class that is not described
// ERROR: undescribed_base_fault<Index, Search>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
class Index : public Search {
public:
    virtual int count() = 0;
};
YONDER_INTERFACE(Index, (Search), (count))

void wire(yonder::container& app) { app.bind<Index>(); }
