// SPDX-License-Identifier: BSL-1.0
// Our side of what is exchanged with Protobuf. For exchange.py.
//
// usage: exchange print FOLDER   writes the files of .proto
//        exchange URL            serves the interface
//        exchange samples        prints values, each a line of JSON
//        exchange answer         answers lines: "read TYPE HEX" and "read_json TYPE JSON" with what the value is in the
//                                binary form, and "json TYPE HEX" with what it is in JSON, or with "refused WHY"
#include "exchange.hpp"

#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/proto.hpp>
#include <yonder/yonder.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <utility>

using namespace exchange::v1;

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

std::string from_hex(std::string const& text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return bytes;
}

// --- print

void print(std::filesystem::path const& folder) {
    for (auto const& file : yonder::print_proto_files<Exchange>()) {
        std::filesystem::create_directories((folder / file.path).parent_path());
        std::ofstream(folder / file.path) << file.text;
    }
}

// --- samples

template <class T>
void show(std::string_view name, T const& value, bool is_alike_in_json = true) {
    boost::json::object line;
    line["name"] = std::string(name);
    line["type"] = std::string(yonder::type_name<T>());
    line["hex"] = hex(yonder::binary::encode(value));
    if (is_alike_in_json)
        line["json"] = yonder::json::encode(value);
    std::cout << yonder::json::encode(boost::json::value(line)) << '\n';
}

Scalars extreme(bool is_least) {
    auto const pick = [&](auto& member) {
        using limits = std::numeric_limits<std::remove_reference_t<decltype(member)>>;
        member = is_least ? limits::lowest() : limits::max();
    };
    Scalars value;
    pick(value.flag);
    pick(value.tiny);
    pick(value.byte);
    pick(value.small);
    pick(value.port);
    pick(value.number);
    pick(value.count);
    pick(value.large);
    pick(value.huge);
    pick(value.real);
    pick(value.precise);
    value.color = is_least ? Color::blue : Color::most;
    value.text = is_least ? std::string() : std::string("\0 \" \\ \n z\xc3\xbc \xf0\x9f\x90\x98 \xf4\x8f\xbf\xbf", 21);
    value.bytes.assign(is_least ? 0 : 300, std::byte{0xff});
    return value;
}

Scalars odd(double number) {
    Scalars value;
    value.real = static_cast<float>(number);
    value.precise = number;
    value.warmth = Celsius(number);
    return value;
}

Plain full() {
    Plain value;
    value.id = std::numeric_limits<std::int64_t>::min();
    value.tags = {"", "a"};
    value.scalars = extreme(true);
    value.maybe = extreme(false);
    value.asked = false;
    value.next = std::make_unique<Plain>();
    value.next->next = std::make_unique<Plain>();
    value.origin = std::make_shared<Point const>(Point{-1.5, 0});
    value.numbers = {0, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    value.reals = {0.0, 1e-300, std::numeric_limits<double>::infinity()};
    value.flags = {true, false};
    value.colors = {Color::green, Color::red, Color::blue, Color::most};
    value.words = {"", "b", std::string(200, 'c')};
    value.children.resize(2);
    value.children[1].id = 0;
    value.blobs = {{}, {std::byte{0}}};
    value.pair = {0, -1};
    value.ends = {Point{0, 0}, Point{1, -1}};
    value.members = {0, std::numeric_limits<std::uint64_t>::max()};
    value.totals = {{"", 0}, {"b", std::numeric_limits<std::int64_t>::max()}};
    value.points = {{-1, {}}, {0, {3, 4}}};
    value.shades = {{0, Color::red}, {std::numeric_limits<std::uint64_t>::max(), Color::blue}};
    value.choice = Point{0, 0};
    value.shapes = {Point{}, Nothing{}, Point{0, 0}};
    value.length = std::chrono::milliseconds(-1);
    value.exact = std::chrono::nanoseconds(-1'000'000'001);
    value.moment = std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::nanoseconds(-1));
    value.any = {{"a", {1, 2.5, true, nullptr, "x", boost::json::object(), boost::json::array()}}};
    auto ship = std::make_unique<cargo_ship>();
    ship->holds = {"", "coal"};
    ship->boat = std::make_shared<Vehicle const>();
    value.vehicle = std::move(ship);
    value.fleet = {std::make_shared<Car const>(), std::make_shared<cargo_ship const>()};
    return value;
}

Nested nested() {
    Nested value;
    value.rows = {{}, {1, -1}, {0}};
    value.cube = {{}, {{}, {"", "a"}}};
    value.maybe_words.emplace();
    value.gaps = {0, std::nullopt, 5};
    value.lists = {{"", {}}, {"a", {{1}, {0}}}};
    value.names = {{Color::blue, "sky"}, {Color::red, ""}};
    value.maps = {{}, {{"a", 0}}};
    value.three = {0, "", {}};
    value.two = {Point{0, 0}, Nested::Step{0}};
    value.choice = std::map<std::string, std::int32_t>{{"a", 1}};
    value.maybe_map.emplace()["a"] = {4};
    value.mask = Mask::highest;
    value.masks = {{Mask::none, 1}, {Mask::highest, 2}};
    value.level = Level::reserved;
    return value;
}

void print_samples() {
    show("the defaults", Plain());
    show("the least", extreme(true));
    show("the greatest", extreme(false));
    show("everything", full());
    show("not a number", odd(std::numeric_limits<double>::quiet_NaN()));
    show("infinity", odd(std::numeric_limits<double>::infinity()));
    show("minus infinity", odd(-std::numeric_limits<double>::infinity()));
    show("minus zero", odd(-0.0), false); // which JavaScript writes as 0
    show("a denormal", odd(std::numeric_limits<float>::denorm_min()));
    show("nothing", Nothing());
    auto const chosen = [](auto held) {
        Plain value;
        value.choice = held;
        return value;
    };
    show("an alternative with another name in JSON", chosen(snail_mail{"a lane"}));
    show("an integer as an alternative", chosen(std::int32_t(0)));
    show("a long integer as an alternative", chosen(std::numeric_limits<std::uint64_t>::max()));
    show("a bool as an alternative", chosen(false));
    show("a number as an alternative", chosen(0.0));
    show("a text as an alternative", chosen(std::string()));
    show("an enumerator as an alternative", chosen(Color::red));
    for (int const kind : {0, 1, 2, 3, 4, 5}) {
        Plain value;
        value.any = kind == 0   ? boost::json::value(nullptr)
                    : kind == 1 ? boost::json::value(0)
                    : kind == 2 ? boost::json::value("")
                    : kind == 3 ? boost::json::value(false)
                    : kind == 4 ? boost::json::value(boost::json::array())
                                : boost::json::value(boost::json::object());
        show("an untyped value of kind " + std::to_string(kind), value);
    }
    Plain with_null;
    with_null.fleet = {nullptr, std::make_shared<Vehicle const>(), nullptr};
    show("null pointers in a list", with_null, false);
    show("messages of the binary form, empty", Nested(), false);
    show("messages of the binary form, full", nested(), false);
    Nested other;
    other.choice = std::tuple(true, false);
    other.two.second.reset();
    show("a tuple as an alternative", other, false);
    show("what is thrown", Broken{"because", full()});
}

// --- answer

template <class T>
std::string answer(std::string const& verb, std::string const& text) {
    try {
        if (verb == "read_json")
            return hex(yonder::binary::encode(yonder::json::decode<T>(text)));
        T const value = yonder::binary::decode<T>(from_hex(text));
        return verb == "json" ? yonder::json::encode(value) : hex(yonder::binary::encode(value));
    } catch (std::exception const& caught) {
        return std::string("refused ") + caught.what();
    }
}

void answer_lines() {
    for (std::string verb, type, text; std::cin >> verb >> type && std::getline(std::cin >> std::ws, text);) {
        if (text == "-") // nothing at all
            text.clear();
        if (type == "exchange.v1.Plain")
            std::cout << answer<Plain>(verb, text);
        else if (type == "exchange.v1.Nested")
            std::cout << answer<Nested>(verb, text);
        else if (type == "exchange.v1.Scalars")
            std::cout << answer<Scalars>(verb, text);
        else if (type == "exchange.v1.Nothing")
            std::cout << answer<Nothing>(verb, text);
        else if (type == "exchange.v1.Broken")
            std::cout << answer<Broken>(verb, text);
        std::cout << std::endl;
    }
}

// --- serve

class Echo : public Exchange {
public:
    Plain echo(Plain value) override { return value; }
    Nested echo_nested(Nested const& value) override {
        return yonder::binary::decode<Nested>(yonder::binary::encode(value));
    }
    std::vector<Point> points(std::int32_t count) const override {
        return std::vector<Point>(static_cast<std::size_t>(count));
    }
    void nothing() override {}
    std::int64_t add(std::int64_t a, std::optional<std::int64_t> b) override { return a + b.value_or(0); }
    std::string joined(std::string_view left, std::span<std::byte const> right) override {
        return std::string(left) + hex({reinterpret_cast<char const*>(right.data()), right.size()});
    }
    yonder::outcome<Point, Nothing> find(std::string const& name) override {
        if (name.empty())
            return Nothing();
        return Point{3, 4};
    }
    std::vector<std::vector<std::int32_t>> rows(std::int32_t count) override {
        return std::vector<std::vector<std::int32_t>>(static_cast<std::size_t>(count), {1, 2});
    }
    yonder::future<Color> favourite() override { co_return Color::blue; }
    void fail(std::string const& why, Plain const& what) override {
        throw Broken{why, yonder::binary::decode<Plain>(yonder::binary::encode(what))};
    }
    yonder::stream<Plain> repeat(Plain value, std::int32_t times) override {
        for (std::int32_t i = 0; i < times; ++i) {
            Plain one = yonder::binary::decode<Plain>(yonder::binary::encode(value));
            one.id = i;
            co_yield std::move(one);
        }
    }
    std::int64_t sum(std::int64_t first, yonder::stream<std::int64_t> numbers) override {
        for (std::int64_t const one : numbers)
            first += one;
        return first;
    }
};

void serve(std::string const& address) {
    yonder::container app;
    app.bind<Exchange>().to<Echo>();
    yonder::host host{app};
    host.expose<Exchange>();
    host.listen(address);
    host.start();
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait();
}

} // namespace

int main(int count, char** arguments) {
    std::string const verb = count > 1 ? arguments[1] : "";
    if (verb == "print" && count > 2)
        print(arguments[2]);
    else if (verb == "samples")
        print_samples();
    else if (verb == "answer")
        answer_lines();
    else
        serve(count > 1 ? arguments[1] : "http://127.0.0.1:0");
}
