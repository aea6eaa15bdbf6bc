// ERROR: YONDER_INTERFACE lists a method that the interface does not have
// ERROR: correct the name
// ERROR: method_fault<Search
// ERROR: fnd
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (fnd, key))

void wire(yonder::container& app) { app.bind<Search>(); }
