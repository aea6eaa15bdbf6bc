// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_PROBLEM_OF_HPP
#define TESTS_SUPPORT_PROBLEM_OF_HPP

#include <exception>
#include <string>

namespace suite {

// What an action says that fails with this exception, or another that derives from it.
template <class Exception = std::exception>
std::string problem_of(auto const& action) {
    try {
        action();
    } catch (Exception const& caught) {
        return caught.what();
    }
    return "no problem";
}

} // namespace suite

#endif
