// ERROR: two alternatives of a variant have the same name on the wire
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>

using choice = std::variant<std::vector<int>, std::vector<bool>>;

auto const chosen = yonder::json::decode<choice>("null");
