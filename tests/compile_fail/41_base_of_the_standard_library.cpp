// ERROR: leave it out of the list of bases if it carries nothing, as std::exception
// ERROR: NotFound
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

#include <exception>

struct NotFound : std::exception {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(NotFound, (std::exception), (id))

auto const text = yonder::json::encode(NotFound());
