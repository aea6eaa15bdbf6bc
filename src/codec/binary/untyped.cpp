// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary/scalar.hpp>
#include <yonder/codec/binary/text.hpp>
#include <yonder/codec/binary/untyped.hpp>

#include <boost/json/value.hpp>

#include <cmath>

namespace yonder::binary {
namespace {

// The fields of google.protobuf.Value.
enum : std::uint32_t { null_value = 1, number_value, string_value, bool_value, struct_value, list_value };

constexpr double largest_whole = 9007199254740992; // 2^53

template <class Integer>
double as_double(Integer value) {
    double const result = static_cast<double>(value);
    if (!(result >= -largest_whole && result <= largest_whole))
        throw encode_error("the integer " + std::to_string(value) +
                           " of an untyped value is beyond 2^53, so that a double does not hold it");
    return result;
}

std::string_view view(boost::json::string_view text) { return {text.data(), text.size()}; }

// A message around what `write` writes.
template <class Write>
void write_message(writer& out, std::uint32_t number, Write write) {
    out.tag(number, wire_type::length);
    std::size_t const from = out.begin_length();
    write();
    out.end_length(from);
}

template <class Read>
bool read_message(reader& in, std::uint32_t tag, Read read_one) {
    char const* outer = nullptr;
    return in.expect(tag, wire_type::length) && in.enter(outer) && read_all_fields(in, read_one) && in.leave(outer);
}

bool read_member(reader& in, std::uint32_t tag, boost::json::object& object) {
    std::string key;
    boost::json::value value;
    if (!read_message(in, tag, [&](std::uint32_t inner, std::uint32_t number) {
            if (number == 1)
                return read_field(in, inner, key);
            if (number == 2)
                return read_field(in, inner, value) || in.within_name(key);
            return in.skip_unknown(inner, "1, 2");
        }))
        return false;
    object.insert_or_assign(key, std::move(value));
    return true;
}

boost::json::value number_of_double(double value) {
    if (value == std::floor(value) && std::abs(value) <= largest_whole && !(value == 0 && std::signbit(value)))
        return static_cast<std::int64_t>(value);
    return value;
}

} // namespace

void write_untyped(writer& out, boost::json::value const& value) {
    switch (value.kind()) {
    case boost::json::kind::null:
        write_field(out, null_value, 0);
        break;
    case boost::json::kind::bool_:
        write_field(out, bool_value, value.get_bool());
        break;
    case boost::json::kind::int64:
        write_field(out, number_value, as_double(value.get_int64()));
        break;
    case boost::json::kind::uint64:
        write_field(out, number_value, as_double(value.get_uint64()));
        break;
    case boost::json::kind::double_:
        write_field(out, number_value, value.get_double());
        break;
    case boost::json::kind::string:
        write_field(out, string_value, view(value.get_string()));
        break;
    case boost::json::kind::array:
        write_message(out, list_value, [&] {
            for (auto const& element : value.get_array())
                write_field(out, 1, element);
        });
        break;
    case boost::json::kind::object:
        write_message(out, struct_value, [&] {
            for (auto const& member : value.get_object())
                write_message(out, 1, [&] {
                    write_field(out, 1, view(member.key()));
                    write_field(out, 2, member.value());
                });
        });
        break;
    }
}

// The last field counts where there are several.
bool read_untyped(reader& in, boost::json::value& value) {
    value = nullptr;
    return read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
        switch (number) {
        case null_value: {
            std::int32_t null = 0;
            value = nullptr;
            return read_field(in, tag, null);
        }
        case number_value: {
            double read = 0;
            bool const is_read = read_field(in, tag, read);
            value = number_of_double(read);
            return is_read;
        }
        case string_value: {
            std::string read;
            bool const is_read = read_field(in, tag, read);
            value = read;
            return is_read;
        }
        case bool_value: {
            bool read = false;
            bool const is_read = read_field(in, tag, read);
            value = read;
            return is_read;
        }
        case struct_value: {
            auto& object = value.emplace_object();
            return read_message(in, tag, [&](std::uint32_t inner, std::uint32_t field) {
                return field == 1 ? read_member(in, inner, object) : in.skip_unknown(inner, "1");
            });
        }
        case list_value: {
            auto& list = value.emplace_array();
            return read_message(in, tag, [&](std::uint32_t inner, std::uint32_t field) {
                if (field != 1)
                    return in.skip_unknown(inner, "1");
                return read_field(in, inner, list.emplace_back(nullptr)) || in.within(list.size() - 1);
            });
        }
        default:
            return in.skip_unknown(tag, "1 to 6");
        }
    });
}

} // namespace yonder::binary
