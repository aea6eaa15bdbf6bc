// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_TAGGED_HPP
#define YONDER_CODEC_JSON_TAGGED_HPP

#include <yonder/codec/json/mapping.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace yonder::json {

// One of several types, as an object with one member that its name names: {"Card": {...}}.

template <class T>
void write_tagged(writer& out, std::string_view tag, T const& value) {
    out.enter();
    out.put('{');
    out.string(tag);
    out.put(':');
    write_value(out, value);
    out.put('}');
    out.leave();
}

// Up to the value, with the place of its tag. `may_be_empty` takes an empty object, for which the place is the count.
// `noun` is for messages: "alternative".
bool begin_tagged(reader& in, std::span<std::string_view const> tags, std::string_view noun, bool may_be_empty,
                  std::size_t& place);
bool end_tagged(reader& in);

} // namespace yonder::json

#endif
