// ERROR: YONDER_INTERFACE lists a method that the interface does not have, or has several of
// ERROR: name an overload by its signature
// ERROR: method_fault<Search
// ERROR: find
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int find(char const* key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

void wire(yonder::container& app) { app.bind<Search>(); }
