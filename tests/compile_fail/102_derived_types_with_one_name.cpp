// ERROR: YONDER_DERIVED lists two types that have the same name on the wire: give one of them another with YONDER_NAME
// ERROR: round::Circle
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Circle : Shape {};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), ())
namespace round {
struct Circle : Shape {};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), ())
} // namespace round
YONDER_DERIVED(Shape, Circle, round::Circle)
