// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_ENUMERATION_HPP
#define YONDER_CODEC_JSON_ENUMERATION_HPP

#include <yonder/codec/enumerators.hpp>
#include <yonder/codec/json/mapping.hpp>

#include <string>
#include <string_view>

namespace yonder::json {

using codec::enumerator_name;
using codec::enumerator_value;
using codec::enumerators_of;

// By name, as described; a number is not taken, as numbers are no part of the contract.
template <class T>
struct mapping<T, kind::enumeration> {
    static void write(writer& out, T value) { out.string(enumerator_name(value)); }
    static bool read(reader& in, T& value) {
        std::string_view name;
        std::string buffer;
        in.peek();
        char const* const from = in.at();
        if (!in.string(name, buffer, "the name of an enumerator"))
            return false;
        return enumerator_value(name, value) || in.fail_unknown(from, "enumerator", name, enumerators_of<T>::names);
    }
};

} // namespace yonder::json

#endif
