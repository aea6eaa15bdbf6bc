// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_CUSTOM_HPP
#define YONDER_CODEC_JSON_CUSTOM_HPP

#include <yonder/codec/json/mapping.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace yonder::json {

// A user's type by way of the type that it travels as.
template <class T>
struct mapping<T, kind::custom> {
    using form = codec::wire_form<T>;

    static void write(writer& out, T const& value) { write_value<form>(out, yonder_to_wire(value)); }

    static bool read(reader& in, T& value) {
        form carried{};
        in.peek();
        char const* const from = in.at();
        if (!read_value(in, carried))
            return false;
        try {
            value = yonder_from_wire(std::type_identity<T>(), std::move(carried));
            return true;
        } catch (std::exception const& caught) {
            return in.fail_at(from, caught.what());
        } catch (...) {
            return in.fail_at(from, "not a value of this type");
        }
    }
};

} // namespace yonder::json

#endif
