// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_OPTIONAL_HPP
#define YONDER_CODEC_JSON_OPTIONAL_HPP

#include <yonder/codec/json/mapping.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace yonder::json {

// Empty is null, and left out where it is a member.
template <class T>
struct mapping<T, kind::optional> {
    static void write(writer& out, T const& value) {
        if (value)
            write_value(out, *value);
        else
            out.raw("null");
    }
    static bool read(reader& in, T& value) {
        if (in.take_null()) {
            value.reset();
            return true;
        }
        return read_value(in, value.emplace());
    }
};

// Owning pointers, in the same form. Two shared_ptr to one object become two objects on the other side.
template <class T>
struct mapping<T, kind::pointer> {
    static void write(writer& out, T const& value) {
        if (value)
            write_value<std::remove_const_t<typename T::element_type>>(out, *value);
        else
            out.raw("null");
    }
    static bool read(reader& in, T& value) {
        value.reset();
        if (in.take_null())
            return true;
        auto made = std::make_unique<std::remove_const_t<typename T::element_type>>();
        if (!read_value(in, *made))
            return false;
        value = std::move(made);
        return true;
    }
};

} // namespace yonder::json

#endif
