// ERROR: print_proto takes described interfaces, structs and enums: others have no name in .proto
// SPDX-License-Identifier: BSL-1.0
#include <yonder/proto.hpp>

auto const text = yonder::print_proto<std::vector<int>>();
