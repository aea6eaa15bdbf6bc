// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_FAMILY_HPP
#define YONDER_CODEC_JSON_FAMILY_HPP

#include <yonder/codec/family.hpp>
#include <yonder/codec/json/tagged.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace yonder::json {

// An owning pointer to a base, as a variant of the derived types has it: {"Circle": {...}}, or null.
template <class T>
struct mapping<T, kind::family> {
    using family = codec::family<T>;

    static void write(writer& out, T const& value) {
        if (value)
            family::visit(
                *value, [&](auto const& object, std::size_t index) { write_tagged(out, family::tags[index], object); });
        else
            out.raw("null");
    }

    static bool read(reader& in, T& value) {
        value.reset();
        if (in.take_null())
            return true;
        std::size_t place = 0;
        if (!begin_tagged(in, family::tags, "derived type", true, place))
            return false;
        if (place == family::tags.size())
            return true;
        return (family::with_type(place,
                                  [&]<class Derived>() {
                                      auto made = std::make_unique<Derived>();
                                      bool const is_read = read_value(in, *made);
                                      value = std::move(made);
                                      return is_read;
                                  }) ||
                in.within(family::tags[place])) &&
               end_tagged(in);
    }
};

} // namespace yonder::json

#endif
