// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_SECRET_HPP
#define YONDER_CODEC_JSON_SECRET_HPP

#include <yonder/codec/binary/field_number.hpp>
#include <yonder/codec/json/mapping.hpp>
#include <yonder/describe/annotation.hpp>

#include <cstddef>
#include <new>
#include <string_view>

namespace yonder::json {

// What stands in place of what is secret.
inline constexpr std::string_view hidden_value = "\"***\"";

// While one lives, this thread writes members that are annotated with yonder::secret as hidden_value.
class hiding {
public:
    hiding() noexcept;
    ~hiding();
    hiding(hiding const&) = delete;
    hiding& operator=(hiding const&) = delete;

    static bool is_on() noexcept;

private:
    bool const was_on_;
};

template <class Descriptor>
inline constexpr bool is_secret =
    describe::has_annotation<secret,
                             decltype(describe::annotations_of<binary::class_of<Descriptor>, Descriptor::pointer>())>;

// A secret member, of which no error shows what was found.
template <class T>
bool read_secret(reader& in, void* value) {
    return read_value(in, *static_cast<T*>(value)) || in.hide();
}

// A secret member, of which no error shows what stands there. It stands at the end of what was written.
template <class T>
void write_secret(writer& out, T const& value) {
    std::size_t const before = out.written().size();
    try {
        write_value(out, value);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (...) {
        out.cut_to(before); // as keys within it may be secret, too
        throw encode_error("has no form, and is secret");
    }
}

} // namespace yonder::json

#endif
