// SPDX-License-Identifier: BSL-1.0
// The tests of the server run once for each engine, which the environment names.
#ifndef TESTS_HTTP_ENGINE_HPP
#define TESTS_HTTP_ENGINE_HPP

#include <yonder/http/server.hpp>

#include <cstdlib>
#include <string_view>

namespace suite {

inline bool is_threaded() {
    char const* const name = std::getenv("YONDER_TEST_HTTP_ENGINE"); // NOLINT(concurrency-mt-unsafe)
    return name && std::string_view(name) == "cpp-httplib";
}

inline yonder::http::server_options with_engine(yonder::http::server_options options = {}) {
    options.by = is_threaded() ? yonder::http::engine::cpp_httplib : yonder::http::engine::own;
    return options;
}

} // namespace suite

#endif
