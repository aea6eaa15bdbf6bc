// ERROR: outcome::match has no handler for this case
// ERROR: Pending
// SPDX-License-Identifier: BSL-1.0
#include <yonder/outcome.hpp>

struct Done {};
struct Pending {};

int number(yonder::outcome<Done, Pending> const& said) {
    return said.match([](Done const&) { return 1; });
}
