// ERROR: the field numbers of a struct differ, and are from 1 to 536870911
// ERROR: Price::cents
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary.hpp>
#include <yonder/describe.hpp>

struct Price {
    int cents = 0;
    int taxes = 0;
};
BOOST_DESCRIBE_STRUCT(Price, (), (cents, taxes))
YONDER_ANNOTATE(Price, cents, yonder::field_number{0})

auto const bytes = yonder::binary::encode(Price());
