// ERROR: a view cannot be read, as it would view a text that is gone
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

auto const text = yonder::json::decode<std::string_view>("\"a\"");
