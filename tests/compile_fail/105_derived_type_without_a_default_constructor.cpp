// ERROR: a type has no default constructor, so that reading cannot make an element of it
// ERROR: Circle
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Circle : Shape {
    explicit Circle(double size) : radius(size) {}
    double radius;
};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), (radius))
YONDER_DERIVED(Shape, Circle)
struct Drawing {
    std::unique_ptr<Shape> shape;
};
BOOST_DESCRIBE_STRUCT(Drawing, (), (shape))

auto const text = yonder::json::encode(Drawing());
