// ERROR: a pointer to a polymorphic type cannot cross, as only its base would: list the types that there are below them
// with YONDER_DERIVED(Base, Derived...) ERROR: Drawing::shape SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Drawing {
    std::unique_ptr<Shape> shape;
};
BOOST_DESCRIBE_STRUCT(Drawing, (), (shape))

auto const text = yonder::json::encode(Drawing());
