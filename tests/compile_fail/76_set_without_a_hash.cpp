// ERROR: a set cannot tell its elements apart
// ERROR: Orders::items
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <unordered_set>

struct Item {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id))

class Orders {
public:
    virtual ~Orders() = default;
    virtual std::unordered_set<Item> items() = 0;
};
YONDER_INTERFACE(Orders, (), (items))

void wire(yonder::container& app) { app.bind<Orders>(); }
