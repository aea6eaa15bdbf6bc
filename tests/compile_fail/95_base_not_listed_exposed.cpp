// ERROR: the interface has a pure virtual method that YONDER_INTERFACE does not list: list it
// ERROR: Search
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Counted {
public:
    virtual ~Counted() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Counted, (), (count))

class Search : public Counted {
public:
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

void wire(yonder::host& host) { host.expose<Search>(); }
