// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_SNIPPETS_CONNECTING_HPP
#define TESTS_SUPPORT_SNIPPETS_CONNECTING_HPP

#include <yonder/http/client.hpp>
#include <yonder/yonder.hpp>

#endif
