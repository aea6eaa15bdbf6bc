// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_UNTYPED_HPP
#define YONDER_CODEC_BINARY_UNTYPED_HPP

#include <yonder/codec/binary/field.hpp>

#include <boost/json/fwd.hpp>

namespace yonder::binary {

// google.protobuf.Value, whose numbers are doubles: a whole one up to 2^53 is an integer again, and one beyond has no
// form.
void write_untyped(writer& out, boost::json::value const& value);
bool read_untyped(reader& in, boost::json::value& value);

template <class T>
struct mapping<T, kind::untyped> {
    static void write(writer& out, T const& value) { write_untyped(out, value); }
    static bool read(reader& in, T& value) { return read_untyped(in, value); }
};

} // namespace yonder::binary

#endif
