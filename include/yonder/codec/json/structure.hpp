// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_STRUCTURE_HPP
#define YONDER_CODEC_JSON_STRUCTURE_HPP

#include <yonder/codec/json/fields.hpp>
#include <yonder/codec/json/member_key.hpp>
#include <yonder/codec/json/secret.hpp>
#include <yonder/codec/members.hpp>

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>

namespace yonder::json {

template <class T, class List>
struct structure_mapping;

// Unrolled over the members: each name is a constant, and members in the order of the description, as our own writer
// sends them, are recognized by comparing with it.
template <class T, template <class...> class List, class... Descriptor>
struct structure_mapping<T, List<Descriptor...>> {
    static constexpr std::size_t size = sizeof...(Descriptor);
    static_assert(size <= max_fields, "a struct that crosses has at most 256 members, those of its bases included");
    static constexpr field_names names{codec::member_list<List<Descriptor...>>::names, "member"};

    static void write(writer& out, T const& value) {
        char separator = '{';
        out.enter();
        (write_member<Descriptor>(out, value.*Descriptor::pointer, separator), ...);
        if (separator == '{')
            out.put('{');
        out.put('}');
        out.leave();
    }

    static bool read(reader& in, T& value) {
        bool const is_read = read_all(in, value);
        if constexpr ((is_secret<Descriptor> || ...))
            if (!is_read && in.is_here()) // what stands where, it may be what is secret
                return in.hide();
        return is_read;
    }

private:
    static bool read_all(reader& in, T& value) {
        if (!in.enter('{', "an object"))
            return false;
        if (in.take('}')) {
            in.leave();
            return true;
        }
        seen_fields seen;
        bool is_more = true;
        bool ok = true;
        std::size_t index = 0;
        ((ok && is_more && member_key<Descriptor>::stands_at(in.at(), in.end()) &&
              (seen.set(index), ok = read_member<Descriptor>(in, value.*Descriptor::pointer, is_more)),
          ++index),
         ...);
        return ok && (!is_more || read_rest(in, value, seen));
    }

    template <class D, class Member>
    static void write_member(writer& out, Member const& member, char& separator) {
        if (is_absent(member))
            return;
        using key = member_key<D>;
        char* const at = out.room(key::length);
        std::memcpy(at, key::characters.data(), key::length);
        *at = separator;
        out.advance(at + key::length);
        separator = ',';
        if constexpr (is_secret<D>)
            return hiding::is_on() ? out.raw(hidden_value) : write_secret(out, member);
        else
            write_value(out, member);
    }

    // An untyped member holds null, an optional takes it for empty, and any other keeps what it has.
    template <class Member>
    static constexpr bool keeps_null = kind_of<Member> != kind::untyped && !codec::is_nullable<Member>;

    template <class D>
    static constexpr auto reader_of() {
        if constexpr (is_secret<D>)
            return &read_secret<codec::type_of_member<D>>;
        else
            return &read_erased<codec::type_of_member<D>>;
    }

    template <class D, class Member>
    static bool read_member(reader& in, Member& member, bool& is_more) {
        in.advance(in.at() + member_key<D>::length - 1);
        if constexpr (keeps_null<Member>)
            if (in.peek() == 'n' && in.take_null())
                return in.next('}', is_more);
        if (!read_value(in, member)) [[unlikely]] {
            if constexpr (is_secret<D>)
                in.hide();
            return in.within(D::name);
        }
        return in.next('}', is_more);
    }

    [[gnu::noinline]] static bool read_rest(reader& in, [[maybe_unused]] T& value, seen_fields& seen) {
        static constexpr std::array<field_reader, size> readers{
            field_reader{reader_of<Descriptor>(), keeps_null<codec::type_of_member<Descriptor>>}...};
        std::array<void*, size> const members{std::addressof(value.*Descriptor::pointer)...};
        return read_more_fields(in, names, members.data(), readers.data(), seen);
    }
};

// An object with a member for each of the struct's, those of bases first. Reading keeps what stands in members that are
// absent or null, so that default initializers hold.
template <class T>
struct mapping<T, kind::structure> : structure_mapping<T, codec::members_of<T>> {};

} // namespace yonder::json

#endif
