// ERROR: YONDER_DERIVED lists a type that does not derive from the base in public
// ERROR: Triangle
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Circle : Shape {};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), ())
struct Triangle {};
BOOST_DESCRIBE_STRUCT(Triangle, (), ())
YONDER_DERIVED(Shape, Circle, Triangle)
