// ERROR: YONDER_DERIVED(Base, Derived...) needs a base with a virtual destructor, and one derived type or more
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Shape {};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Circle : Shape {};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), ())
YONDER_DERIVED(Shape, Circle)
