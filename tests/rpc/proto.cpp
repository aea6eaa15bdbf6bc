// SPDX-License-Identifier: BSL-1.0
// What is printed for protoc, letter by letter. tests/interop has what protoc makes of it.
#include "../codec/types.hpp"

#include <yonder/future.hpp>
#include <yonder/outcome.hpp>
#include <yonder/proto.hpp>
#include <yonder/stream.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace bank::v1 {

struct Money {
    std::int64_t cents = 0;
    std::string currency = "EUR";
};
BOOST_DESCRIBE_STRUCT(Money, (), (cents, currency))
YONDER_ANNOTATE(Money, currency, yonder::doc{"In three letters.\nSee ISO 4217."}, yonder::deprecated{"send euros"},
                yonder::since{2}, yonder::field_number{5})

struct UnknownAccount {
    std::string account;
};
BOOST_DESCRIBE_STRUCT(UnknownAccount, (), (account))
struct Moved {
    Money left;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (left))
struct Refused {};
BOOST_DESCRIBE_STRUCT(Refused, (), ())

class Accounts {
public:
    struct Filter {
        enum class Order { rising = 1, falling };
        std::string text;
        Order order = Order::rising;
    };

    virtual ~Accounts() = default;
    virtual Money balance(std::string const& account) const = 0;
    virtual yonder::outcome<Moved, Refused> move(std::string_view from, std::string_view to, Money amount) = 0;
    virtual std::vector<std::string> all(Filter const& filter) = 0;
    virtual yonder::stream<Money> watch() = 0;
    virtual std::int64_t sum(std::string const& currency, yonder::stream<Money> amounts) = 0;
    virtual yonder::future<void> close(std::string account) = 0;
};
BOOST_DESCRIBE_ENUM(Accounts::Filter::Order, rising, falling)
BOOST_DESCRIBE_STRUCT(Accounts::Filter, (), (text, order))
YONDER_INTERFACE(Accounts, (), (balance, account), (move, from, to, amount), (all, filter), (watch),
                 (sum, currency, amounts), (close, account))
YONDER_THROWS(Accounts, (UnknownAccount, not_found))
YONDER_ANNOTATE(Accounts, balance, yonder::idempotent{}, yonder::doc{"What is left."})
YONDER_ANNOTATE(Accounts, close, yonder::wire_name{"close_account"}, yonder::deprecated{"use empty"})

} // namespace bank::v1

namespace bank::audit {

class Audit {
public:
    virtual ~Audit() = default;
    virtual void note(v1::Money const& amount, std::chrono::milliseconds took) = 0;
};
YONDER_INTERFACE(Audit, (), (note, amount, took))

} // namespace bank::audit

namespace every::kind {

enum class Level : std::uint8_t { low = 1, middle = 5, high = 5, reserved = 9 };
BOOST_DESCRIBE_ENUM(Level, low, middle, high, reserved)
enum class Mask : std::uint64_t { none = 0, top = std::uint64_t(1) << 63 };
BOOST_DESCRIBE_ENUM(Mask, none, top)

struct Base {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id))

struct string { // a word of the language
    int message = 0;
};
BOOST_DESCRIBE_STRUCT(string, (), (message))

struct Shape {
    virtual ~Shape() = default;
    int color = 0;
};
BOOST_DESCRIBE_STRUCT(Shape, (), (color))
struct Circle : Shape {
    double radius = 0;
};
BOOST_DESCRIBE_STRUCT(Circle, (Shape), (radius))
struct Square : Shape {
    double side = 0;
};
BOOST_DESCRIBE_STRUCT(Square, (Shape), (side))
YONDER_DERIVED(Shape, Circle, Square)

struct Everything : Base {
    struct Pair {
        int left = 0;
    };

    bool flag = false;
    std::int8_t tiny = 0;
    std::uint16_t small = 0;
    std::uint64_t large = 0;
    float real = 0;
    double precise = 0;
    std::string text;
    std::vector<std::byte> bytes;
    std::array<unsigned char, 16> id_bytes{};
    Level level = Level::low;
    Mask mask = Mask::none;
    std::optional<int> maybe;
    std::optional<std::vector<int>> maybe_list;
    std::unique_ptr<Everything> next;
    std::shared_ptr<Pair const> pair;
    std::vector<int> list;
    std::array<double, 3> point{};
    std::set<std::string> words;
    std::vector<std::vector<std::vector<int>>> cube;
    std::vector<std::optional<int>> gaps;
    std::map<std::string, Pair> pairs;
    std::map<std::int16_t, std::vector<int>> lists;
    std::map<Level, bool> levels;
    std::tuple<int, std::string, std::vector<int>> both;
    std::variant<std::monostate, Pair, int, std::string, std::map<int, int>> choice;
    std::chrono::seconds length{};
    std::chrono::system_clock::time_point moment;
    boost::json::value any;
    shop::v1::Celsius warmth;
    string keyword;
    std::vector<string> keywords;
    std::unique_ptr<Shape> shape;
    std::vector<std::shared_ptr<Shape const>> shapes;
};
BOOST_DESCRIBE_STRUCT(Everything::Pair, (), (left))
BOOST_DESCRIBE_STRUCT(Everything, (Base),
                      (flag, tiny, small, large, real, precise, text, bytes, id_bytes, level, mask, maybe, maybe_list,
                       next, pair, list, point, words, cube, gaps, pairs, lists, levels, both, choice, length, moment,
                       any, warmth, keyword, keywords, shape, shapes))

} // namespace every::kind

namespace wrong {

struct Clash {};
BOOST_DESCRIBE_STRUCT(Clash, (), ())
YONDER_NAME(Clash, "wrong.One")
struct One {
    Clash other;
};
BOOST_DESCRIBE_STRUCT(One, (), (other))

struct DeskOpenRequest {};
BOOST_DESCRIBE_STRUCT(DeskOpenRequest, (), ())
class Desk {
public:
    virtual ~Desk() = default;
    virtual void open(DeskOpenRequest request) = 0;
};
YONDER_INTERFACE(Desk, (), (open, request))

class Door {
public:
    struct Locked {};
    virtual ~Door() = default;
    virtual void open() = 0;
};
BOOST_DESCRIBE_STRUCT(Door::Locked, (), ())
YONDER_INTERFACE(Door, (), (open))
YONDER_THROWS(Door, Door::Locked)

namespace inner {
struct Leaf {};
BOOST_DESCRIBE_STRUCT(Leaf, (), ())
} // namespace inner
struct Branch {
    inner::Leaf leaf;
};
BOOST_DESCRIBE_STRUCT(Branch, (), (leaf))
namespace inner {
struct Trunk {
    Branch branch;
};
BOOST_DESCRIBE_STRUCT(Trunk, (), (branch))
} // namespace inner

enum class Color { red };
BOOST_DESCRIBE_ENUM(Color, red)
struct Within {};
BOOST_DESCRIBE_STRUCT(Within, (), ())
YONDER_NAME(Within, "wrong.Color.Within")

} // namespace wrong

namespace {

template <class... T>
std::string problem() {
    try {
        yonder::print_proto_files<T...>();
    } catch (std::invalid_argument const& caught) {
        return caught.what();
    }
    return "nothing";
}

std::string const first = "// Printed from a C++ contract by Yonder: change that, and print it again.\n"
                          "syntax = \"proto3\";\n"
                          "\n";

} // namespace

BOOST_AUTO_TEST_SUITE(proto)

BOOST_AUTO_TEST_CASE(an_interface_is_a_service_with_messages_for_what_its_methods_take_and_return) {
    BOOST_TEST(yonder::print_proto<bank::v1::Accounts>() == first + R"(package bank.v1;

// Its errors may carry in their details:
//   bank.v1.UnknownAccount (not_found)
service Accounts {
  // What is left.
  rpc balance(AccountsBalanceRequest) returns (Money) {
    option idempotency_level = IDEMPOTENT;
  }
  rpc move(AccountsMoveRequest) returns (AccountsMoveResponse);
  rpc all(AccountsAllRequest) returns (AccountsAllResponse);
  rpc watch(AccountsWatchRequest) returns (stream Money);
  // The first message has the other arguments, and each further one an item.
  rpc sum(stream AccountsSumRequest) returns (AccountsSumResponse);
  // Deprecated: use empty
  rpc close_account(AccountsCloseAccountRequest) returns (AccountsCloseAccountResponse) {
    option deprecated = true;
  }
}

message AccountsBalanceRequest {
  optional string account = 1;
}

message AccountsMoveRequest {
  optional string from = 1;
  optional string to = 2;
  optional Money amount = 3;
}

message AccountsMoveResponse {
  oneof kind {
    Moved Moved = 1;
    Refused Refused = 2;
  }
}

message AccountsAllRequest {
  optional Accounts_Filter filter = 1;
}

message AccountsAllResponse {
  repeated string result = 1;
}

message AccountsWatchRequest {}

message AccountsSumRequest {
  optional string currency = 1;
  optional Money amounts = 2;
}

message AccountsSumResponse {
  optional int64 result = 1;
}

message AccountsCloseAccountRequest {
  optional string account = 1;
}

message AccountsCloseAccountResponse {}

message Money {
  optional int64 cents = 1;
  // In three letters.
  // See ISO 4217.
  // Since minor version 2.
  // Deprecated: send euros
  optional string currency = 5 [deprecated = true];
}

message Moved {
  optional Money left = 1;
}

message Refused {}

// bank.v1.Accounts.Filter in C++.
message Accounts_Filter {
  message Order {
    enum Enum {
      // Not in the C++ enum, which has no zero, and refused.
      unspecified = 0;
      rising = 1;
      falling = 2;
    }
  }

  optional string text = 1;
  optional Order.Enum order = 2;
}

message UnknownAccount {
  optional string account = 1;
}
)");
}

BOOST_AUTO_TEST_CASE(every_kind_of_type_has_a_form) {
    BOOST_TEST(yonder::print_proto<every::kind::Everything>() == first + R"(package every.kind;

import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";

message Everything {
  message MaybeList {
    repeated int32 values = 1;
  }

  message Cube {
    message Values {
      repeated int32 values = 1;
    }

    // JSON has an array in place of each Values.
    repeated Values values = 1;
  }

  message Gaps {
    optional int32 value = 1;
  }

  message Lists {
    repeated int32 values = 1;
  }

  message Both {
    message Third {
      repeated int32 values = 1;
    }

    optional int32 first = 1;
    optional string second = 2;
    // JSON has an array in place of each Third.
    optional Third third = 3;
  }

  message Choice {
    message Map {
      map<int32, int32> values = 1;
    }

    oneof kind {
      Pair Pair = 2;
      int32 int32 = 3;
      string string = 4;
      // JSON has an object in place of each Map.
      Map map = 5;
    }
  }

  message Shape {
    oneof kind {
      Circle Circle = 1;
      Square Square = 2;
    }
  }

  message Shapes {
    oneof kind {
      Circle Circle = 1;
      Square Square = 2;
    }
  }

  message Pair {
    optional int32 left = 1;
  }

  optional int32 id = 1001; // of the base every.kind.Base
  optional bool flag = 1;
  optional int32 tiny = 2;
  optional uint32 small = 3;
  optional uint64 large = 4;
  optional float real = 5;
  optional double precise = 6;
  optional string text = 7;
  optional bytes bytes = 8;
  // Always 16 bytes.
  optional bytes id_bytes = 9;
  optional Level.Enum level = 10;
  // One of every.kind.Mask, some of which are beyond an enum of 32 bits: none = 0, top = 9223372036854775808. JSON has their names.
  optional uint64 mask = 11;
  optional int32 maybe = 12;
  // JSON has an array in place of each MaybeList.
  optional MaybeList maybe_list = 13;
  optional Everything next = 14;
  optional Pair pair = 15;
  repeated int32 list = 16;
  // Always 3 elements.
  repeated double point = 17;
  // No element twice.
  repeated string words = 18;
  // JSON has an array in place of each Cube.
  repeated Cube cube = 19;
  // JSON has the value itself or null in place of each Gaps.
  repeated Gaps gaps = 20;
  map<string, Pair> pairs = 21;
  // JSON has an array in place of each Lists.
  map<int32, Lists> lists = 22;
  // The keys are numbers of every.kind.Level, and names in JSON.
  map<int32, bool> levels = 23;
  // JSON has an array in place of each Both.
  optional Both both = 24;
  optional Choice choice = 25;
  optional google.protobuf.Duration length = 26;
  optional google.protobuf.Timestamp moment = 27;
  optional google.protobuf.Value any = 28;
  optional double warmth = 29;
  optional every.kind.string keyword = 30;
  repeated every.kind.string keywords = 31;
  // A null pointer is one without any of them.
  optional Shape shape = 32;
  // A null pointer is one without any of them.
  repeated Shapes shapes = 33;
}

message Level {
  enum Enum {
    option allow_alias = true;
    // Not in the C++ enum, which has no zero, and refused.
    unspecified = 0;
    low = 1;
    middle = 5;
    high = 5;
    // In JSON it is "reserved", which cannot stand here.
    reserved_ = 9;
  }
}

message string {
  optional int32 message = 1;
}

message Circle {
  optional int32 color = 1001; // of the base every.kind.Shape
  optional double radius = 1;
}

message Square {
  optional int32 color = 1001; // of the base every.kind.Shape
  optional double side = 1;
}
)");
}

BOOST_AUTO_TEST_CASE(each_namespace_has_a_file_that_comes_after_those_it_imports) {
    auto const files = yonder::print_proto_files<bank::audit::Audit>();
    BOOST_REQUIRE(files.size() == 2u);
    BOOST_TEST(files[0].path == "bank/v1/contract.proto");
    BOOST_TEST(files[1].path == "bank/audit/contract.proto");
    BOOST_TEST(files[1].text == first + R"(package bank.audit;

import "bank/v1/contract.proto";
import "google/protobuf/duration.proto";

service Audit {
  rpc note(AuditNoteRequest) returns (AuditNoteResponse);
}

message AuditNoteRequest {
  optional bank.v1.Money amount = 1;
  optional google.protobuf.Duration took = 2;
}

message AuditNoteResponse {}
)");
    BOOST_TEST(yonder::print_proto<bank::audit::Audit>() == files[1].text);
}

BOOST_AUTO_TEST_CASE(what_has_no_place_in_a_file_is_told) {
    BOOST_TEST((problem<wrong::One>()) == "no .proto can be printed: wrong::One and wrong::Clash are both called "
                                          "wrong.One: give one of them another name with YONDER_NAME");
    BOOST_TEST((problem<wrong::Desk>()) ==
               "no .proto can be printed: wrong.DeskOpenRequest would be both wrong::DeskOpenRequest and the request "
               "of wrong.Desk.open: give one of them another name, with YONDER_NAME or yonder::wire_name");
    BOOST_TEST((problem<wrong::Door>()) ==
               "no .proto can be printed: wrong.Door.Locked, which wrong.Door throws, cannot be found by that name as "
               "it stands within an interface: give it another with YONDER_NAME");
    BOOST_TEST((problem<wrong::inner::Trunk>()) ==
               "no .proto can be printed: the types of the packages wrong.inner and wrong are made of each other, and "
               "files of .proto cannot import each other: move what both need to a namespace of its own");
    BOOST_TEST((problem<wrong::Color, wrong::Within>()) ==
               "no .proto can be printed: the package wrong.Color would be within wrong::Color: give what stands there "
               "another name with YONDER_NAME");
    BOOST_CHECK_EXCEPTION(
        (yonder::print_proto<bank::v1::Accounts, bank::audit::Audit>()), std::invalid_argument, [](auto const& caught) {
            return caught.what() == std::string_view("print_proto prints one file, and \"bank.v1\" and \"bank.audit\" "
                                                     "are two packages: print_proto_files prints them all");
        });
}

BOOST_AUTO_TEST_SUITE_END()
