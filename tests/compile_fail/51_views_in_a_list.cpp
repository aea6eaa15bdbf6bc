// ERROR: a pointer, reference or view cannot cross to another process
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

auto const texts = yonder::json::decode<std::vector<std::string_view>>("[]");
