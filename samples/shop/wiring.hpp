// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_WIRING_HPP
#define SHOP_WIRING_HPP

#include "settings.hpp"

#include <yonder/yonder.hpp>

namespace shop {

// Binds the whole shop to objects of this process. Which of them are elsewhere is for configuration to say.
void bind_shop(yonder::container& app, Settings settings);

} // namespace shop

#endif
