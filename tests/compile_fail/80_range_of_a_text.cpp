// ERROR: yonder::range is for numbers
// ERROR: Prices::set
// ERROR: Price::currency
// ERROR: yonder::range
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <optional>
#include <string>

struct Price {
    std::optional<std::string> currency;
};
BOOST_DESCRIBE_STRUCT(Price, (), (currency))
YONDER_ANNOTATE(Price, currency, yonder::range{.min = 1})

class Prices {
public:
    virtual ~Prices() = default;
    virtual void set(Price const& price) = 0;
};
YONDER_INTERFACE(Prices, (), (set, price))

void wire(yonder::container& app) { app.bind<Prices>(); }
