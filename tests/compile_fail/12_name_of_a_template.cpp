// ERROR: a template instance has no name of its own on the wire
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

template <class T>
struct Page {};

auto const name = yonder::type_name<Page<int>>();
