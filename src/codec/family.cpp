// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/error.hpp>
#include <yonder/codec/family.hpp>

#include <boost/core/demangle.hpp>

#include <string>

namespace yonder::codec {

void refuse_object(std::type_info const& found, std::type_info const& base, std::span<std::string_view const> known) {
    std::string text = "an object of " + boost::core::demangle(found.name()) +
                       " is none of those that YONDER_DERIVED lists for " + boost::core::demangle(base.name()) + ": ";
    for (std::string_view const name : known)
        text += (name == known.front() ? "" : ", ") + std::string(name);
    throw encode_error(text);
}

} // namespace yonder::codec
