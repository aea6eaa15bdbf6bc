// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/fields.hpp>
#include <yonder/codec/json/tagged.hpp>

#include <string>

namespace yonder::json {

bool begin_tagged(reader& in, std::span<std::string_view const> tags, std::string_view noun, bool may_be_empty,
                  std::size_t& place) {
    if (!in.enter('{', "an object with one member, the name of what it holds"))
        return false;
    std::string_view tag;
    std::string buffer;
    place = tags.size();
    bool const is_empty = in.peek() == '}';
    char const* const from = in.at();
    if (is_empty && may_be_empty) { // as other writers of a oneof have it
        in.take('}');
        in.leave();
        return true;
    }
    if (is_empty)
        return in.fail_without(from, noun, tags);
    if (!in.key(tag, buffer))
        return false;
    place = find_name(tags, tag, 0);
    return place != tags.size() || in.fail_unknown(from, noun, tag, tags);
}

bool end_tagged(reader& in) {
    bool is_more = false;
    if (!in.next('}', is_more))
        return false;
    return !is_more || in.fail("expected one member, here is another");
}

} // namespace yonder::json
