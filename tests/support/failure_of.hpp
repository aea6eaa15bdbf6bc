// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_FAILURE_OF_HPP
#define TESTS_SUPPORT_FAILURE_OF_HPP

#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>

namespace suite {

// What a call fails with. One that does not is an error of the test.
template <class Call>
yonder::failure failure_of(Call call) {
    try {
        static_cast<void>(call());
    } catch (yonder::error const& caught) {
        return caught.as_failure();
    }
    BOOST_ERROR("it did not fail");
    return {};
}

} // namespace suite

#endif
