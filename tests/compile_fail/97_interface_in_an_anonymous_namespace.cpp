// ERROR: a type in an anonymous namespace has no name on the wire
// ERROR: Search
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

namespace {

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

} // namespace

void wire(yonder::container& app) { app.bind<Search>(); }
