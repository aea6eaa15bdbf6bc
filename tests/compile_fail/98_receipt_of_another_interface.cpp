// ERROR: receipt_for<&I::method>(): this is no method that YONDER_INTERFACE lists for the interface
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <memory>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
};
YONDER_INTERFACE(Search, (), (find, key))

class Other {
public:
    virtual ~Other() = default;
    virtual int look(int key) = 0;
};
YONDER_INTERFACE(Other, (), (look, key))

auto ask(std::shared_ptr<Search> search, yonder::uuid id) { return yonder::receipt_for<&Other::look>(search, id); }
