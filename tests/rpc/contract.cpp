// SPDX-License-Identifier: BSL-1.0
// Versions: a record of a contract compared with the code, and peers of different age.
#include "../support/failure_of.hpp"

#include <yonder/contract.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using suite::failure_of;

// The same contract at three times; they are called alike on the wire.
namespace first {

enum class Color { red, green };
BOOST_DESCRIBE_ENUM(Color, red, green)
struct Item {
    int id = 0;
    std::string name;
    Color color = Color::red;
    double weight = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name, color, weight))
struct Gone {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Gone, (), (id))

class Shelf {
public:
    virtual ~Shelf() = default;
    virtual Item find(int id) = 0;
    virtual void put(Item const& item) = 0;
    virtual int count() = 0;
    virtual int clear(std::string const& why) = 0;
};
YONDER_INTERFACE(Shelf, (), (find, id), (put, item), (count), (clear, why))
YONDER_ANNOTATE(Shelf, count, yonder::idempotent{})
YONDER_THROWS(Shelf, (Gone, not_found))
YONDER_NAME(Color, "shelf.v1.Color")
YONDER_NAME(Item, "shelf.v1.Item")
YONDER_NAME(Gone, "shelf.v1.Gone")
YONDER_NAME(Shelf, "shelf.v1.Shelf")

} // namespace first

namespace second { // what only adds

enum class Color { red, green, blue };
BOOST_DESCRIBE_ENUM(Color, red, green, blue)
struct Item {
    int id = 0;
    std::string name;
    Color color = Color::red;
    double weight = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name, color, weight, note))
YONDER_ANNOTATE(Item, note, yonder::since{2})
struct Gone {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Gone, (), (id))

class Shelf {
public:
    virtual ~Shelf() = default;
    virtual Item find(int id, std::optional<bool> deep) = 0;
    virtual void put(Item const& item) = 0;
    virtual int count() = 0;
    virtual int clear(std::string const& why) = 0;
    virtual int sort() = 0;
};
YONDER_INTERFACE(Shelf, (), (find, id, deep), (put, item), (count), (clear, why), (sort))
YONDER_ANNOTATE(Shelf, count, yonder::idempotent{})
YONDER_ANNOTATE(Shelf, sort, yonder::since{3})
YONDER_THROWS(Shelf, (Gone, not_found))
YONDER_NAME(Color, "shelf.v1.Color")
YONDER_NAME(Item, "shelf.v1.Item")
YONDER_NAME(Gone, "shelf.v1.Gone")
YONDER_NAME(Shelf, "shelf.v1.Shelf")

} // namespace second

namespace third { // what breaks

enum class Color { green, red };
BOOST_DESCRIBE_ENUM(Color, green, red)
struct Item {
    std::string name;
    long id = 0;
    float mass = 0;
    int size = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, id, mass, size))
struct Gone {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Gone, (), (id))

class Shelf {
public:
    virtual ~Shelf() = default;
    virtual yonder::stream<Item> find(int id) = 0;
    virtual void put(Item const& item, int where) = 0;
    virtual long count() = 0;
    virtual int clear(std::string const& reason) = 0;
    virtual Color color() = 0;
};
YONDER_INTERFACE(Shelf, (), (find, id), (put, item, where), (count), (clear, reason), (color))
YONDER_THROWS(Shelf, (Gone, aborted))
YONDER_NAME(Color, "shelf.v1.Color")
YONDER_NAME(Item, "shelf.v1.Item")
YONDER_NAME(Gone, "shelf.v1.Gone")
YONDER_NAME(Shelf, "shelf.v1.Shelf")

} // namespace third

namespace shelf::v2 {
class Shelf {
public:
    virtual ~Shelf() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Shelf, (), (count))
} // namespace shelf::v2

namespace shelf::v3 {
class Shelf {
public:
    virtual ~Shelf() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Shelf, (), (count))
} // namespace shelf::v3

namespace {

struct old_shelf : first::Shelf {
    first::Item find(int id) override { return {id, "old", first::Color::red, 1}; }
    void put(first::Item const&) override {}
    int count() override { return 1; }
    int clear(std::string const&) override { return 1; }
};
struct new_shelf : second::Shelf {
    second::Item find(int id, std::optional<bool> deep) override {
        return {id, deep ? "deep" : "new", second::Color::red, 1, "a note"};
    }
    void put(second::Item const&) override {}
    int count() override { return 2; }
    int clear(std::string const&) override { return 2; }
    int sort() override { return 2; }
};
struct shelf_2 : shelf::v2::Shelf {
    int count() override { return 22; }
};
// A host of one interface, and a proxy to it by another.
template <class Served, class Object, class Called>
struct pair_of_ages {
    explicit pair_of_ages(std::string const& scheme) {
        serving.bind<Served>().template to<Object>();
        host.template expose<Served>();
        host.listen(scheme + "://127.0.0.1:0");
        host.start();
        calling.bind<Called>().to_remote(host.urls().front());
    }
    std::shared_ptr<Called> get() { return calling.get<Called>(); }

    yonder::container serving;
    yonder::host host{serving};
    yonder::container calling;
};

} // namespace

BOOST_AUTO_TEST_SUITE(contracts)

BOOST_AUTO_TEST_CASE(a_record_is_like_the_code_that_it_was_made_of) {
    auto const found = yonder::compare_contract<first::Shelf>(yonder::record_contract<first::Shelf>());
    BOOST_TEST(found.breaking.empty());
    BOOST_TEST(found.compatible.empty());
}

BOOST_AUTO_TEST_CASE(a_record_is_json_that_shows_each_member_in_a_line) {
    std::string const text = yonder::record_contract<first::Shelf>();
    BOOST_TEST(text.find("        {\"name\":\"color\",\"number\":3,\"type\":\"shelf.v1.Color\"},\n") !=
                   std::string::npos,
               text);
    BOOST_TEST(text.find("    \"shelf.v1.Color\": {\n      \"enumerators\": {\"red\":0,\"green\":1}\n    }") !=
                   std::string::npos,
               text);
}

BOOST_AUTO_TEST_CASE(what_is_added_breaks_nothing) {
    auto const found = yonder::compare_contract<second::Shelf>(yonder::record_contract<first::Shelf>());
    BOOST_TEST(found.breaking.empty());
    std::vector<std::string> const expected{"shelf.v1.Shelf.find: its argument \"deep\" is new",
                                            "shelf.v1.Shelf.sort: is new",
                                            "shelf.v1.Color: its enumerator \"blue\" is new; old peers refuse it",
                                            "shelf.v1.Item: its member \"note\" is new"};
    BOOST_TEST(std::multiset(found.compatible.begin(), found.compatible.end()) ==
                   std::multiset(expected.begin(), expected.end()),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_thing_that_breaks_is_named) {
    auto const found = yonder::compare_contract<third::Shelf>(yonder::record_contract<first::Shelf>());
    std::vector<std::string> const expected{
        "shelf.v1.Shelf.find: its results are a stream now, and were none",
        "shelf.v1.Shelf.put: its argument \"where\" is new and required, and old callers do not send it: make it "
        "optional",
        "shelf.v1.Shelf.count: returned int32 and now returns int64",
        "shelf.v1.Shelf.count: is not idempotent any more, and callers repeat it that think it is",
        "shelf.v1.Shelf.clear: its argument \"why\" is called \"reason\" now, which JSON goes by",
        "shelf.v1.Shelf: throws shelf.v1.Gone with the code aborted, which was not_found",
        "shelf.v1.Color: its enumerator \"red\" is 1 in binary, and was 0",
        "shelf.v1.Color: its enumerator \"green\" is 0 in binary, and was 1",
        "shelf.v1.Item: its member \"id\" has the number 2 in binary, which was 1: add members behind those that there "
        "are, or say field_number",
        "shelf.v1.Item: its member \"id\" was int32 and is now int64",
        "shelf.v1.Item: its member \"name\" has the number 1 in binary, which was 2: add members behind those that "
        "there "
        "are, or say field_number",
        "shelf.v1.Item: its member \"color\" is gone: what old peers send in it is lost, and they read none",
        "shelf.v1.Item: its member \"weight\" is gone: what old peers send in it is lost, and they read none",
        "shelf.v1.Item: its member \"mass\" has the number of \"color\" in binary: take another",
        "shelf.v1.Item: its member \"size\" has the number of \"weight\" in binary: take another"};
    BOOST_TEST(std::multiset(found.breaking.begin(), found.breaking.end()) ==
                   std::multiset(expected.begin(), expected.end()),
               boost::test_tools::per_element());
    BOOST_TEST(yonder::compare_contract<shelf::v2::Shelf>(yonder::record_contract<first::Shelf>()).breaking.front() ==
               "shelf.v1.Shelf: the interface is gone: its callers are refused");
    auto const gone = yonder::compare_contract<first::Shelf>(yonder::record_contract<second::Shelf>()).breaking;
    BOOST_TEST(
        std::count(gone.begin(), gone.end(), "shelf.v1.Shelf.sort: the method is gone: its callers are refused") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_no_record_is_told) {
    auto const told_of = [](std::string const& text) {
        try {
            yonder::compare_contract<first::Shelf>(text);
            return std::string("nothing");
        } catch (std::invalid_argument const& caught) {
            return std::string(caught.what());
        }
    };
    BOOST_TEST(told_of("{").starts_with("it is no JSON: "));
    BOOST_TEST(told_of("{}").starts_with("it is no record of a contract that this version of the library knows"));
    BOOST_TEST(told_of(R"({"yonder_contract":1,"interfaces":{"shelf.v1.Shelf":7},"types":{}})")
                   .starts_with("it has been changed by hand, and is no record any more"));
}

BOOST_AUTO_TEST_CASE(a_program_of_one_line_records_and_checks) {
    auto const path =
        (std::filesystem::temp_directory_path() / ("yonder-contract-" + std::to_string(::getpid()))).string();
    char const* const record[] = {"contract", "record", path.c_str()};
    char const* const check[] = {"contract", "check", path.c_str()};
    char const* const nothing[] = {"contract"};
    char const* const nowhere[] = {"contract", "check", "/nowhere/at/all"};
    BOOST_TEST(yonder::contract_tool<first::Shelf>(3, record) == 0);
    BOOST_TEST(yonder::contract_tool<first::Shelf>(3, check) == 0);
    BOOST_TEST(yonder::contract_tool<second::Shelf>(3, check) == 0);
    BOOST_TEST(yonder::contract_tool<third::Shelf>(3, check) == 1);
    BOOST_TEST(yonder::contract_tool<first::Shelf>(1, nothing) == 2);
    BOOST_TEST(yonder::contract_tool<first::Shelf>(3, nowhere) == 2);
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_CASE(the_newest_since_is_the_minor_version) {
    BOOST_TEST(yonder::rpc::describe_interface<first::Shelf>().minor == 0u);
    BOOST_TEST(yonder::rpc::describe_interface<second::Shelf>().minor == 3u);
}

BOOST_AUTO_TEST_CASE(an_old_client_works_with_a_newer_server) {
    for (std::string const scheme : {"http", "yonder"}) {
        pair_of_ages<second::Shelf, new_shelf, first::Shelf> ages(scheme);
        auto const shelf = ages.get();
        BOOST_TEST(shelf->find(7).name == "new");
        BOOST_TEST(shelf->count() == 2);
        shelf->put({1, "a", first::Color::green, 2});
    }
}

BOOST_AUTO_TEST_CASE(a_new_client_is_told_that_the_server_is_old) {
    for (std::string const scheme : {"http", "yonder"}) {
        pair_of_ages<first::Shelf, old_shelf, second::Shelf> ages(scheme);
        auto const shelf = ages.get();
        BOOST_TEST(shelf->count() == 1);
        BOOST_TEST(shelf->find(7, std::nullopt).name == "old"); // what is absent is not sent
        shelf->put({1, "a", second::Color::green, 2, std::nullopt});
        std::string const old = "the caller knows minor version 3 of shelf.v1.Shelf, and this side 0: this side is the "
                                "older one";
        for (yonder::failure const& failed : {failure_of([&] { return shelf->sort(); }),
                                              failure_of([&] { return shelf->find(7, true); }), failure_of([&] {
                                                  shelf->put({1, "a", second::Color::green, 2, "new"});
                                              })})
            BOOST_TEST(failed.message.ends_with(old), scheme << ": " << failed.message);
        BOOST_TEST((failure_of([&] { return shelf->sort(); }).code == yonder::code::unimplemented));
        BOOST_TEST((failure_of([&] { return shelf->find(7, true); }).code == yonder::code::invalid_argument));
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_leaves_something_out_is_told_that_it_may_be_old) {
    pair_of_ages<second::Shelf, new_shelf, third::Shelf> ages("http");
    auto const failed = failure_of([&] { return ages.get()->clear("a"); }); // as "reason", which was once "why"
    BOOST_TEST(failed.message.ends_with("the caller says no minor version of shelf.v1.Shelf, and this side has 3: the "
                                        "caller may be the older one"),
               failed.message);
}

BOOST_AUTO_TEST_CASE(major_versions_stand_side_by_side_and_an_unknown_one_lists_them) {
    for (std::string const scheme : {"http", "yonder"}) {
        yonder::container serving;
        serving.bind<first::Shelf>().to<old_shelf>();
        serving.bind<shelf::v2::Shelf>().to<shelf_2>();
        yonder::host host(serving);
        host.expose<first::Shelf>().expose<shelf::v2::Shelf>().listen(scheme + "://127.0.0.1:0");
        host.start();
        yonder::container calling;
        calling.bind<first::Shelf>().to_remote(host.urls().front());
        calling.bind<shelf::v2::Shelf>().to_remote(host.urls().front());
        calling.bind<shelf::v3::Shelf>().to_remote(host.urls().front());
        BOOST_TEST(calling.get<first::Shelf>()->count() == 1);
        BOOST_TEST(calling.get<shelf::v2::Shelf>()->count() == 22);
        auto const failed = failure_of([&] { return calling.get<shelf::v3::Shelf>()->count(); });
        BOOST_TEST((failed.code == yonder::code::unimplemented));
        BOOST_TEST(
            failed.message.ends_with("no interface \"shelf.v3.Shelf\" is served here; of other major versions there "
                                     "are shelf.v1.Shelf, shelf.v2.Shelf: this side is the older one"),
            failed.message);
    }
}

BOOST_AUTO_TEST_SUITE_END()
