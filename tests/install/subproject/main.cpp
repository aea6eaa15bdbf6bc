// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe/name.hpp>

#include <iostream>

namespace bank::v1 {
struct Money {};
} // namespace bank::v1

int main() { std::cout << yonder::type_name<bank::v1::Money>() << '\n'; }
