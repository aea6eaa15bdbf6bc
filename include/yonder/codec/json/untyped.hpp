// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_UNTYPED_HPP
#define YONDER_CODEC_JSON_UNTYPED_HPP

#include <yonder/codec/json/mapping.hpp>

#include <boost/json/fwd.hpp>

namespace yonder::json {

// Any JSON value as a tree of Boost.JSON. Keys of an object must differ. A number without a fraction or exponent is an
// integer if it fits one of 64 bits.
void write_untyped(writer& out, boost::json::value const& value);
bool read_untyped(reader& in, boost::json::value& value);

template <class T>
struct mapping<T, kind::untyped> {
    static void write(writer& out, T const& value) { write_untyped(out, value); }
    static bool read(reader& in, T& value) { return read_untyped(in, value); }
};

} // namespace yonder::json

#endif
