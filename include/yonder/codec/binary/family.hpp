// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_FAMILY_HPP
#define YONDER_CODEC_BINARY_FAMILY_HPP

#include <yonder/codec/binary/merge.hpp>
#include <yonder/codec/binary/variant.hpp>
#include <yonder/codec/family.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <typeinfo>
#include <utility>

namespace yonder::binary {

// An owning pointer to a base: a message that holds one field, numbered by the place of the derived type from 1, or
// none for a null pointer.
template <class T>
struct mapping<T, kind::family> {
    using family = codec::family<T>;

    static void write(writer& out, T const& value) {
        if (value)
            family::visit(*value, [&](auto const& object, std::size_t index) {
                write_element(out, static_cast<std::uint32_t>(index + 1), object);
            });
    }

    // The last one counts where there are several. `merges` says that `value` is what came of an earlier occurrence.
    static bool read(reader& in, T& value, bool merges = false) {
        if (!merges)
            value.reset();
        bool is_ours = merges;
        std::uint32_t unknown = 0;
        bool const is_read = read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
            if (number - 1 < family::tags.size())
                return family::with_type(number - 1, [&]<class Derived>() {
                    return read_object<Derived>(in, tag, value, std::exchange(is_ours, true)) ||
                           in.within(family::tags[number - 1]);
                });
            unknown = number; // of a newer version, and no derived type perhaps
            return in.options().refuse_unknown ? fail_alternative(in, number, "derived type", family::tags)
                                               : in.skip_unknown(tag, {});
        });
        return is_read && (value || unknown == 0 || fail_alternative(in, unknown, "derived type", family::tags));
    }

private:
    template <class Derived>
    static bool read_object(reader& in, std::uint32_t tag, T& value, bool is_ours) {
        if (is_ours && value) {
            auto const& object = *value;
            if (typeid(object) == typeid(Derived)) // it was made here, and not as const
                return read_into_element(in, tag, const_cast<Derived&>(family::template as<Derived>(object)), true);
        }
        auto made = std::make_unique<Derived>();
        bool const is_read = read_element(in, tag, *made);
        value = std::move(made);
        return is_read;
    }
};

} // namespace yonder::binary

#endif
