// ERROR: the field numbers of a struct differ
// ERROR: Prices::set
// ERROR: Price::taxes
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

struct Price {
    int cents = 0;
    int taxes = 0;
};
BOOST_DESCRIBE_STRUCT(Price, (), (cents, taxes))
YONDER_ANNOTATE(Price, cents, yonder::field_number{2})

class Prices {
public:
    virtual ~Prices() = default;
    virtual void set(Price const& price) = 0;
};
YONDER_INTERFACE(Prices, (), (set, price))

void wire(yonder::container& app) { app.bind<Prices>(); }
