// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_SETTINGS_HPP
#define SHOP_SETTINGS_HPP

#include <filesystem>

namespace shop {

// What this process is told about its surroundings. Bound like any other dependency, to this process alone.
struct Settings {
    std::filesystem::path product_file;
};

} // namespace shop

#endif
