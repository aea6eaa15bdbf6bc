// ERROR: YONDER_ANNOTATE(Prices, (int(int))find, ...): a wire_name is one word
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Prices {
public:
    virtual ~Prices() = default;
    virtual int find(int number) = 0;
};
YONDER_INTERFACE(Prices, (), (find, number))
YONDER_ANNOTATE(Prices, (int(int))find, yonder::idempotent{}, yonder::wire_name{""})
