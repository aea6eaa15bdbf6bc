// ERROR: the interface has a pure virtual method that YONDER_INTERFACE does not list: list it
// ERROR: Search
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int count() = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

void wire(yonder::container& app) { app.bind<Search>(); }
