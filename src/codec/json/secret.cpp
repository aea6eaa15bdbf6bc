// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/secret.hpp>

#include <utility>

namespace yonder::json {
namespace {

thread_local bool is_hiding = false;

} // namespace

hiding::hiding() noexcept : was_on_(std::exchange(is_hiding, true)) {}
hiding::~hiding() { is_hiding = was_on_; }
bool hiding::is_on() noexcept { return is_hiding; }

} // namespace yonder::json
