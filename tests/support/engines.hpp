// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_ENGINES_HPP
#define TESTS_SUPPORT_ENGINES_HPP

#include <yonder/http/engine.hpp>

#include <ostream>

namespace suite {

inline constexpr yonder::http::engine engines[] = {yonder::http::engine::own, yonder::http::engine::cpp_httplib};

} // namespace suite

namespace yonder::http {

inline std::ostream& operator<<(std::ostream& to, engine which) {
    return to << (which == engine::own ? "own" : "cpp-httplib");
}

} // namespace yonder::http

#endif
