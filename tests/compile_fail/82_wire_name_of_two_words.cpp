// ERROR: YONDER_ANNOTATE(Prices, find, ...): a wire_name is one word of letters, digits and '_'
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Prices {
public:
    virtual ~Prices() = default;
    virtual int find(int number) = 0;
};
YONDER_INTERFACE(Prices, (), (find, number))
YONDER_ANNOTATE(Prices, find, yonder::wire_name{"find/by number"})
