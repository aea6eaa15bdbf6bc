// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_PATIENCE_HPP
#define TESTS_SUPPORT_PATIENCE_HPP

#include <chrono>

namespace suite {

// What ends in time takes less, even where a machine is busy with other things; what waits for something that it should
// not wait for takes longer: tests see that it would take a minute or for ever.
inline constexpr std::chrono::seconds patience{20};

} // namespace suite

#endif
