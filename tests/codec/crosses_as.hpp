// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_CODEC_CROSSES_AS_HPP
#define TESTS_CODEC_CROSSES_AS_HPP

#include "types.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

template <class T>
void crosses_in_binary(T const& value) {
    BOOST_TEST((yonder::binary::decode<T>(yonder::binary::encode(value)) == value),
               yonder::json::encode(value) << " is another value in the binary form");
}

// `value` is written as `text`, and read back from it as the same. So it is in the binary form.
template <class T>
void crosses_as(T const& value, std::string const& text) {
    BOOST_TEST(yonder::json::encode(value) == text);
    BOOST_TEST((yonder::json::decode<T>(text) == value), text << " is read as something else");
    crosses_in_binary(value);
}

// `text` is another way to write `value`.
template <class T>
void is_read_as(std::string const& text, T const& value) {
    BOOST_TEST((yonder::json::decode<T>(text) == value),
               text << " is read as " << yonder::json::encode(yonder::json::decode<T>(text)));
}

#endif
