// ERROR: YONDER_DERIVED lists a type that is not described: write BOOST_DESCRIBE_STRUCT above YONDER_DERIVED
// ERROR: Circle
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Circle : Shape {
    double radius = 0;
};
YONDER_DERIVED(Shape, Circle)
