// SPDX-License-Identifier: BSL-1.0
// The binary form, byte by byte, and what is told of bytes that are not it.
#include "crosses_as.hpp"

#include <string_view>

using namespace shop::v1;
using namespace std::string_view_literals;
namespace binary = yonder::binary;

namespace shop::v1 {

struct Everything {
    bool flag = false;
    std::int32_t number = 0;
    double real = 0;
    float small = 0;
    std::string text;
    std::vector<std::byte> bytes;
    std::vector<std::int32_t> list{1, 2};
    std::vector<std::string> words;
    std::vector<std::vector<int>> rows;
    std::vector<std::optional<int>> gaps;
    std::optional<std::vector<int>> maybe;
    std::map<std::int32_t, std::string> names;
    std::array<float, 2> pair{};
    bool operator==(Everything const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, number, real, small, text, bytes, list, words, rows, gaps, maybe, names, pair))

struct Named {
    std::string name;
    int age = 0;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name, age))
struct Tagged : Named {
    int tag = 0;
};
BOOST_DESCRIBE_STRUCT(Tagged, (Named), (tag))
struct Dated {
    int day = 0;
};
BOOST_DESCRIBE_STRUCT(Dated, (), (day))
struct Derived : Tagged, Dated {
    int own = 0;
    int moved = 0;
};
BOOST_DESCRIBE_STRUCT(Derived, (Tagged, Dated), (own, moved))
YONDER_ANNOTATE(Derived, moved, yonder::field_number{7})

struct Later {
    std::string sku;
    std::int32_t count = 1;
    std::int64_t price_cents = 0;
    std::vector<std::string> labels;
    std::int32_t weight = 5;
};
BOOST_DESCRIBE_STRUCT(Later, (), (sku, count, price_cents, labels, weight))

struct Merged {
    Item by_value;
    std::optional<Item> maybe;
    std::variant<Item, int> choice;
    std::tuple<int, std::vector<int>> both{1, {2, 3}};
};
BOOST_DESCRIBE_STRUCT(Merged, (), (by_value, maybe, choice, both))

struct Sharing {
    std::shared_ptr<Item const> item = for_all();
    std::unique_ptr<Sharing> next;

    static std::shared_ptr<Item const> const& for_all() {
        static auto const one = std::make_shared<Item const>(Item{"shared", 1, 0});
        return one;
    }
};
BOOST_DESCRIBE_STRUCT(Sharing, (), (item, next))

struct Filled {
    std::tuple<int, std::vector<int>> both{1, {2, 3}};
    std::array<std::vector<int>, 2> rows{std::vector<int>{1}, std::vector<int>{2}};
};
BOOST_DESCRIBE_STRUCT(Filled, (), (both, rows))

} // namespace shop::v1

namespace {

std::string hex(std::string_view bytes) {
    std::string text;
    for (char const byte : bytes) {
        auto const c = static_cast<unsigned char>(byte);
        text += "0123456789abcdef"[c >> 4];
        text += "0123456789abcdef"[c & 15];
    }
    return text;
}

// What is told of bytes that are no T.
template <class T>
std::string problem_of(std::string_view bytes, binary::decode_options const& options = {}) {
    try {
        binary::decode<T>(bytes, options);
    } catch (binary::decode_error const& caught) {
        return caught.what();
    }
    return "nothing";
}

} // namespace

BOOST_AUTO_TEST_SUITE(binary_form)

BOOST_AUTO_TEST_CASE(each_kind_is_encoded_as_protocol_buffers_have_it) {
    Everything all;
    all.list.clear();
    std::string const empty = "0800"
                              "1000"
                              "190000000000000000"
                              "2500000000"
                              "2a00"
                              "3200"
                              "6a080000000000000000";
    BOOST_TEST(hex(binary::encode(all)) == empty);
    all.flag = true;
    all.number = -1;
    all.real = 1.5;
    all.small = 0.5F;
    all.text = "h\xc3\xa9";
    all.bytes = {std::byte{0xff}};
    all.list = {3, 270, 86942};
    all.words = {"a", ""};
    all.rows = {{1}, {}};
    all.gaps = {std::nullopt, 0};
    all.maybe.emplace();
    all.names = {{1, "x"}};
    all.pair = {1, 2};
    BOOST_TEST(hex(binary::encode(all)) == "0801"
                                           "10ffffffffffffffffff01"
                                           "19000000000000f83f"
                                           "250000003f"
                                           "2a0368c3a9"
                                           "3201ff"
                                           "3a06038e029ea705"
                                           "42016142"
                                           "00"
                                           "4a030a0101"
                                           "4a00"
                                           "5200"
                                           "52020800"
                                           "5a00"
                                           "620508011201"
                                           "78"
                                           "6a080000803f00000040");
    crosses_in_binary(all);
}

BOOST_AUTO_TEST_CASE(other_kinds_are_messages_that_protocol_buffers_know) {
    using namespace std::chrono_literals;
    BOOST_TEST(hex(binary::encode(std::chrono::milliseconds(-1500))) == "0a16"
                                                                        "08ffffffffffffffffff01"
                                                                        "1080b6ca91feffffffff01");
    BOOST_TEST(hex(binary::encode(std::chrono::sys_time<std::chrono::milliseconds>(-1500ms))) ==
               "0a11"
               "08feffffffffffffffff01"
               "1080cab5ee01");
    BOOST_TEST(hex(binary::encode(std::tuple(1, std::string("x")))) == "0a05"
                                                                       "0801"
                                                                       "120178");
    BOOST_TEST(hex(binary::encode(std::variant<std::monostate, Card, int>(5))) == "0a02"
                                                                                  "1805");
    BOOST_TEST(hex(binary::encode(std::variant<std::monostate, Card, int>())) == "0a00");
    BOOST_TEST(hex(binary::encode(Color::deep_blue)) == "0802");
    BOOST_TEST(hex(binary::encode(boost::json::value{{"a", {true, nullptr}}})) == "0a13"
                                                                                  "2a11"
                                                                                  "0a0f"
                                                                                  "0a0161"
                                                                                  "120a"
                                                                                  "3208"
                                                                                  "0a022001"
                                                                                  "0a020800");
    BOOST_TEST(hex(binary::encode(Celsius(1))) == "09000000000000f03f");
}

BOOST_AUTO_TEST_CASE(bases_have_ranges_of_numbers_and_an_annotation_moves_one) {
    BOOST_TEST((binary::field_numbers_of<Derived> == std::array<std::uint32_t, 6>{2001, 2002, 1001, 3001, 1, 7}));
    BOOST_TEST((binary::field_numbers_of<Order> == std::array<std::uint32_t, 6>{1001, 1, 2, 3, 4, 5}));
}

BOOST_AUTO_TEST_CASE(structs_nest_and_point_to_themselves) {
    Tree tree{"root", {}, nullptr, nullptr};
    tree.children.push_back({"child", {}, nullptr, nullptr});
    tree.left = std::make_unique<Tree>(Tree{"left", {}, nullptr, nullptr});
    std::string const bytes = binary::encode(tree);
    BOOST_TEST(hex(bytes) == "0a04726f6f74"
                             "12070a056368696c64"
                             "1a060a046c656674");
    BOOST_TEST(binary::encode(binary::decode<Tree>(bytes)) == bytes);
}

BOOST_AUTO_TEST_CASE(a_long_value_has_its_length_in_several_bytes) {
    for (std::size_t const size : {126U, 127U, 128U, 16383U, 16384U, 3'000'000U}) {
        Tree tree;
        tree.children.push_back({std::string(size, 'x'), {}, nullptr, nullptr});
        Tree const back = binary::decode<Tree>(binary::encode(tree));
        BOOST_REQUIRE(back.children.size() == 1u);
        BOOST_TEST((back.children[0].name == tree.children[0].name));
    }
}

BOOST_AUTO_TEST_CASE(absent_members_keep_their_initializers_and_lists_are_empty) {
    BOOST_TEST((binary::decode<Item>("") == Item{}));
    BOOST_TEST(binary::decode<Everything>("").list.empty());
}

BOOST_AUTO_TEST_CASE(fields_come_in_any_order_and_unknown_ones_are_passed_over) {
    BOOST_TEST((binary::decode<Item>("\x18\x03\x10\x02\x0a\x01x"sv) == Item{"x", 2, 3}));
    std::size_t ignored = 0;
    binary::decode_options options;
    options.ignored_members = &ignored;
    Later later{"x", 2, 3, {"a", "b"}, 9};
    BOOST_TEST((binary::decode<Item>(binary::encode(later), options) == Item{"x", 2, 3}));
    BOOST_TEST(ignored == 3u);
    auto const read = binary::decode<Later>(binary::encode(Item{"x", 2, 3}));
    BOOST_TEST(read.price_cents == 3);
    BOOST_TEST(read.weight == 5);
    BOOST_TEST((binary::decode<Item>("\x53\x08\x01\x5b\x5c\x54\x10\x02"sv) == Item{"", 2, 0})); // a group in a group
    options.refuse_unknown = true;
    BOOST_TEST(problem_of<Item>("\x20\x01"sv, options) ==
               "unknown field 4: known are 1 (sku), 2 (count), 3 (price_cents) (byte 1)");
}

BOOST_AUTO_TEST_CASE(a_message_that_comes_twice_is_merged_and_of_a_number_the_last_counts) {
    BOOST_TEST((binary::decode<Item>("\x10\x05\x0a\x01x\x10\x06"sv) == Item{"x", 6, 0}));
    Merged const read = binary::decode<Merged>("\x0a\x02\x10\x05\x12\x02\x10\x06\x1a\x04\x0a\x02\x10\x07"
                                               "\x0a\x02\x18\x01\x12\x02\x18\x02\x1a\x04\x0a\x02\x18\x03"sv);
    BOOST_TEST((read.by_value == Item{"", 5, 1}));
    BOOST_TEST((read.maybe == Item{"", 6, 2}));
    BOOST_TEST((std::get<Item>(read.choice) == Item{"", 7, 3}));
    BOOST_TEST((read.both == Merged().both));
    std::tuple<Item, int> arguments;
    constexpr std::array<std::string_view, 2> names{"item", "number"};
    binary::decode_arguments("\x0a\x02\x10\x05\x10\x01\x0a\x02\x18\x06\x10\x02"sv, names, arguments);
    BOOST_TEST((arguments == std::tuple(Item{"", 5, 6}, 2)));
}

BOOST_AUTO_TEST_CASE(what_others_share_is_not_merged_into) {
    auto const shared = Sharing().item;
    Sharing const read = binary::decode<Sharing>("\x12\x02\x12\x00\x12\x04\x0a\x02\x10\x05"sv);
    BOOST_TEST((*shared == Item{"shared", 1, 0}));
    BOOST_TEST((*read.next->item == Item{"", 5, 0}));
}

BOOST_AUTO_TEST_CASE(lists_in_a_tuple_or_an_array_are_read_as_they_were_sent) {
    Filled filled;
    filled.both = {3, {}};
    filled.rows = {std::vector<int>{}, std::vector<int>{5}};
    Filled const read = binary::decode<Filled>(binary::encode(filled));
    BOOST_TEST((read.both == filled.both));
    BOOST_TEST((read.rows == filled.rows));
}

BOOST_AUTO_TEST_CASE(a_field_of_a_newer_version_beside_an_alternative_is_passed_over) {
    using choice = std::variant<std::monostate, bool, int>;
    BOOST_TEST((binary::decode<choice>("\x0a\x04\x48\x01\x18\x05"sv) == choice(5)));
    BOOST_TEST((binary::decode<choice>("\x0a\x04\x18\x05\x48\x01"sv) == choice(5)));
    BOOST_TEST(problem_of<choice>("\x0a\x02\x48\x01"sv) ==
               "result: unknown alternative 9: known are null, bool, int32 (byte 4)");
}

BOOST_AUTO_TEST_CASE(numbers_of_a_list_may_be_packed_or_not) {
    BOOST_TEST((binary::decode<std::vector<int>>("\x08\x01\x08\x02"sv) == std::vector{1, 2}));
    BOOST_TEST((binary::decode<std::vector<int>>("\x0a\x01\x01\x08\x02\x0a\x01\x03"sv) == std::vector{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(a_problem_is_told_with_its_path_and_place) {
    BOOST_TEST(problem_of<Item>("\x12\x01x"sv) == "count: expected a varint, got a length and bytes (byte 1)");
    BOOST_TEST(problem_of<Item>("\x0a\x05x"sv) == "sku: a length of 5 bytes, where 2 remain (byte 1)");
    BOOST_TEST(problem_of<Item>("\x10"sv) == "count: the bytes end within a value (byte 1)");
    BOOST_TEST(problem_of<Item>("\x10\xff\xff\xff\xff\x0f"sv) ==
               "count: 4294967295 is out of range: it is from -2147483648 to 2147483647 (byte 6)");
    BOOST_TEST(problem_of<Item>("\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"sv) ==
               "count: a varint has more than 64 bits (byte 1)");
    BOOST_TEST(problem_of<Item>("\x0a\x01\xff"sv) == "sku: a string is not valid UTF-8 (byte 1)");
    BOOST_TEST(problem_of<Item>("\x07"sv) ==
               "the tag of a field has no number from 1 to 536870911, or no type from 0 to 5 (byte 0)");
    BOOST_TEST(problem_of<Item>("\x5c"sv) == "field 11: a group ends that did not begin (byte 1)");
    BOOST_TEST(problem_of<Item>("\x5b"sv) == "field 11: a group does not end (byte 1)");
    BOOST_TEST(problem_of<Order>("\x0a\x02\x10\x01\x0a\x02\x10\x80"sv) ==
               "items[1].count: the bytes end within a value (byte 7)");
    BOOST_TEST(problem_of<Order>("\x18\x09"sv) ==
               "wrapping: unknown enumerator 9: known are red, green, deep_blue (byte 2)");
    BOOST_TEST(problem_of<Order>("\x22\x02\x30\x01"sv) ==
               "payment: unknown alternative 6: known are null, Card, Cash, int32, string (byte 4)");
    BOOST_TEST(problem_of<Order>("\x2a\x05\x0a\x01k\x12\x00"sv) ==
               "totals[\"k\"]: expected a varint, got a length and bytes (byte 6)");
    BOOST_TEST(problem_of<Celsius>("\x09\x00\x00\x00\x00\x00\x00\x79\xc0"sv) == "result: colder than nothing (byte 9)");
    BOOST_TEST((problem_of<std::array<int, 2>>("\x0a\x01\x01"sv) == "result: expected 2 elements, got 1 (byte 3)"));
    BOOST_TEST((problem_of<std::array<std::byte, 2>>("\x0a\x01\x01"sv) == "result: expected 2 bytes, got 1 (byte 3)"));
    BOOST_TEST((problem_of<std::set<int>>("\x0a\x02\x01\x01"sv) == "result[1]: stands twice in a set (byte 4)"));
    BOOST_TEST((problem_of<std::tuple<int, int>>("\x0a\x02\x08\x01"sv) ==
                "result: expected 2 elements, number 2 is missing (byte 4)"));
    BOOST_TEST((problem_of<std::variant<int, bool>>("\x0a\x00"sv) == "result: a variant that holds nothing (byte 2)"));
    BOOST_TEST(problem_of<int>("") == "missing member \"result\" (byte 0)");
}

BOOST_AUTO_TEST_CASE(depth_and_size_are_limited) {
    std::string deep;
    for (int i = 0; i < 65; ++i) {
        std::string outer;
        binary::writer to(outer);
        to.tag(3, binary::wire_type::length);
        to.bytes(deep);
        to.finish();
        deep = outer;
    }
    BOOST_TEST(problem_of<Tree>(deep).ends_with("more than 64 levels of messages (byte 131)"));
    BOOST_TEST(problem_of<Item>(std::string(1000, '\x5b')).starts_with("field 11: more than 64 levels"));
    binary::decode_options options;
    options.max_size = 3;
    BOOST_TEST(problem_of<Item>("\x10\x01\x18\x01"sv, options) ==
               "the message has 4 bytes, more than the 3 that are allowed (byte 0)");
}

BOOST_AUTO_TEST_CASE(a_value_without_a_form_is_refused_and_nothing_is_written) {
    std::string out = "kept";
    BOOST_CHECK_THROW(binary::write(out, Item{"\xff", 1, 1}), yonder::codec::encode_error);
    BOOST_CHECK_THROW(binary::write(out, static_cast<Color>(9)), yonder::codec::encode_error);
    BOOST_CHECK_THROW(binary::write(out, boost::json::value(std::int64_t(1) << 60)), yonder::codec::encode_error);
    BOOST_TEST(out == "kept");
}

BOOST_AUTO_TEST_CASE(arguments_are_numbered_by_position_and_a_missing_one_is_named) {
    constexpr std::array<std::string_view, 3> names{"first", "second", "rest"};
    std::string bytes;
    binary::write_arguments(bytes, std::tuple(1, std::string("x"), std::vector<int>{}));
    BOOST_TEST(hex(bytes) == "0801"
                             "120178");
    std::tuple<int, std::string, std::vector<int>> read;
    binary::decode_arguments(bytes, names, read);
    BOOST_TEST((read == std::tuple(1, std::string("x"), std::vector<int>{})));
    BOOST_CHECK_EXCEPTION(binary::decode_arguments("\x08\x01", names, read), binary::decode_error,
                          [](auto const& caught) { return caught.problem() == "missing argument \"second\""; });
}

BOOST_AUTO_TEST_SUITE_END()
