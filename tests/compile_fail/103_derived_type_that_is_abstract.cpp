// ERROR: YONDER_DERIVED lists a type that is abstract, so that no object is just that: take it out of the list
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
    virtual double area() const = 0;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
YONDER_DERIVED(Shape, Shape)
