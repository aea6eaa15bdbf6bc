// SPDX-License-Identifier: BSL-1.0
// How calls are written as HTTP: other parts than those of the Connect protocol, on both sides, over both engines.
#include "../support/engines.hpp"
#include "../support/failure_of.hpp"
#include "../support/guarded.hpp"

#include <yonder/http/content_codec.hpp>
#include <yonder/yonder.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <httplib.h>

#include <charconv>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace data = boost::unit_test::data;
using suite::engines;
using suite::failure_of;

namespace rendering::v1 {

struct Order {
    std::int64_t id = 0;
    std::string product;
};
BOOST_DESCRIBE_STRUCT(Order, (), (id, product))

struct SoldOut {
    std::string product;
};
BOOST_DESCRIBE_STRUCT(SoldOut, (), (product))

class Orders {
public:
    virtual ~Orders() = default;
    virtual Order find(std::int64_t id) = 0;
    virtual std::int64_t place(std::string const& product, int count) = 0;
    virtual std::string caller() = 0;
    virtual yonder::stream<int> watch() = 0;
};
YONDER_INTERFACE(Orders, (), (find, id), (place, product, count), (caller), (watch))
YONDER_THROWS(Orders, SoldOut)

} // namespace rendering::v1

using rendering::v1::Order;
using rendering::v1::Orders;
using rendering::v1::SoldOut;

namespace {

struct Desk : Orders {
    Order find(std::int64_t id) override { return {id, "book"}; }
    std::int64_t place(std::string const& product, int count) override {
        if (product == "gold")
            throw SoldOut{product};
        return count;
    }
    std::string caller() override {
        auto const user = yonder::context::current().user();
        return yonder::context::current().sender() + "/" + (user ? user->id : "");
    }
    yonder::stream<int> watch() override { co_yield 1; }
};

// Lines of "key=value"; numbers are numbers.
struct lines_codec : yonder::http::content_codec {
    std::string content_type() const override { return "text/x-lines"; }
    std::string encode(boost::json::value const& what) const override {
        std::string text;
        for (auto const& [key, value] : what.as_object())
            text += std::string(key) + "=" +
                    (value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value)) + "\n";
        return text;
    }
    boost::json::value decode(std::string_view bytes) const override {
        boost::json::object made;
        while (!bytes.empty()) {
            std::string_view const line = bytes.substr(0, bytes.find('\n'));
            bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
            std::size_t const mark = line.find('=');
            if (mark == line.npos)
                throw std::runtime_error("the line \"" + std::string(line) + "\" has no =");
            std::string_view const value = line.substr(mark + 1);
            std::int64_t number = 0;
            bool const is_number =
                std::from_chars(value.data(), value.data() + value.size(), number).ptr == value.data() + value.size();
            if (is_number && !value.empty())
                made[std::string(line.substr(0, mark))] = number;
            else
                made[std::string(line.substr(0, mark))] = std::string(value);
        }
        return made;
    }
};

// GET /orders/7, and PUT /orders/book?count=2.
struct rest_reader : yonder::http::request_reader {
    std::optional<yonder::http::called_method> find(yonder::http::message const& head) const override {
        if (head.path() == "/orders/secret")
            throw yonder::error(yonder::code::permission_denied, "not yours");
        if (head.path() == "/orders/stream")
            return yonder::http::called_method{"rendering.v1.Orders", "watch"};
        if (head.path() == "/orders/nothing")
            return yonder::http::called_method{"rendering.v1.Orders", "nothing"};
        if (!head.path().starts_with("/orders/"))
            return std::nullopt;
        return yonder::http::called_method{"rendering.v1.Orders", head.method == "PUT" ? "place" : "find"};
    }
    boost::json::value read(yonder::method_descriptor const& method,
                            yonder::http::message const& whole) const override {
        std::string const last(whole.path().substr(8));
        if (method.name == "find")
            return boost::json::object{{"id", std::stoll(last)}};
        return boost::json::object{{"product", last}, {"count", boost::json::parse(whole.body).at("count")}};
    }
};

struct rest_generator : yonder::http::response_generator {
    using response_generator::generate;
    yonder::http::message generate(yonder::method_descriptor const& method,
                                   boost::json::value const& result) const override {
        yonder::http::message made;
        if (method.name == "place") {
            made.status = 201;
            made.fields = {{"Location", "/orders/" + boost::json::serialize(result.at("result"))}};
            if (result.at("result") == 13)
                throw std::runtime_error("bad luck");
            if (result.at("result") == 14)
                made.fields.emplace_back("X-Split", "a\r\nSet-Cookie: b");
            return made;
        }
        made.fields = {{"Content-Type", "text/plain"}, {"Content-Length", "9999"}};
        made.body = result.at("product").as_string().c_str();
        return made;
    }
};

struct program {
    explicit program(yonder::http::engine engine, yonder::listener_options options = {})
        : host(objects, {.max_body = 4096,
                         .http_engine = engine,
                         .allowed_origins = {"https://shop.example"},
                         .renderings = {{"REST", std::make_shared<rest_reader>(), std::make_shared<rest_generator>()},
                                        yonder::http::by_content_type(std::make_shared<lines_codec>())}}) {
        objects.bind<Orders>().to<Desk>();
        host.expose<Orders>().listen("http://127.0.0.1:0", std::move(options));
        host.start();
    }
    httplib::Client client() const {
        httplib::Client made(host.urls().front());
        made.set_keep_alive(true);
        return made;
    }

    yonder::container objects;
    yonder::host host;
};

} // namespace

BOOST_AUTO_TEST_SUITE(renderings)

BOOST_DATA_TEST_CASE(a_request_reader_and_a_response_generator_make_other_urls, data::make(engines), engine) {
    program const shop(engine);
    auto client = shop.client();
    auto const found = client.Get("/orders/7");
    BOOST_REQUIRE(found);
    BOOST_TEST(found->status == 200);
    BOOST_TEST(found->body == "book");
    BOOST_TEST(found->get_header_value("Content-Type") == "text/plain");
    auto const placed = client.Put("/orders/pen", R"({"count":3})", "application/json");
    BOOST_REQUIRE(placed);
    BOOST_TEST(placed->status == 201);
    BOOST_TEST(placed->get_header_value("Location") == "/orders/3");
    BOOST_TEST(placed->body.empty());
    auto const connect = client.Post("/rendering.v1.Orders/find", R"({"id":5})", "application/json");
    BOOST_REQUIRE(connect);
    BOOST_TEST(connect->body == R"({"id":5,"product":"book"})");
}

BOOST_DATA_TEST_CASE(what_fails_is_told_as_connect_has_it_unless_the_generator_says_otherwise, data::make(engines),
                     engine) {
    program const shop(engine);
    auto client = shop.client();
    auto const body_of = [&](httplib::Result const& got, int status) {
        BOOST_REQUIRE(got);
        BOOST_TEST(got->status == status);
        BOOST_TEST(got->get_header_value("Content-Type") == "application/json");
        return got->body;
    };
    BOOST_TEST(
        body_of(client.Put("/orders/gold", R"({"count":3})", "application/json"), 400).find("rendering.v1.SoldOut") !=
        std::string::npos);
    BOOST_TEST(
        body_of(client.Get("/orders/secret"), 403) ==
        R"({"code":"permission_denied","message":"the request could not be read as REST: not yours","reached":"not_sent"})");
    BOOST_TEST(
        body_of(client.Get("/orders/seven"), 400) ==
        R"({"code":"invalid_argument","message":"rendering.v1.Orders.find: the request could not be read as REST: the log of the server has the reason","reached":"not_sent"})");
    BOOST_TEST(body_of(client.Get("/orders/nothing"), 404).find("has no method") != std::string::npos);
    BOOST_TEST(
        body_of(client.Get("/orders/stream"), 501).find("has a stream, which goes by the Connect protocol alone") !=
        std::string::npos);
    for (char const* const count : {"13", "14"}) // the generator throws, or makes a field that would be two
        BOOST_TEST(
            body_of(client.Put("/orders/pen", std::string(R"({"count":)") + count + "}", "application/json"), 500) ==
            R"({"code":"internal","message":"rendering.v1.Orders.place: the answer could not be generated; the log of the server has the reason"})");
    BOOST_TEST(body_of(client.Put("/orders/pen", std::string(5000, ' '), "application/json"), 413).find("4096 bytes") !=
               std::string::npos);
    BOOST_TEST(client.Get("/orders/7")->body == "book");
}

BOOST_DATA_TEST_CASE(answers_that_have_no_body_have_none, data::make(engines), engine) {
    yonder::listener_options with_pages;
    with_pages.pages["/gone"] = [] { return yonder::page{"text/plain", "never seen", 204}; };
    with_pages.pages["/nonsense"] = [] { return yonder::page{"text/plain", "x", 0}; };
    with_pages.pages["/split"] = [] { return yonder::page{"text/plain\r\nSet-Cookie: a", "x"}; };
    program const shop(engine, with_pages);
    auto client = shop.client();
    for (int i = 0; i < 2; ++i) { // on one connection
        auto const gone = client.Get("/gone");
        BOOST_REQUIRE(gone);
        BOOST_TEST(gone->status == 204);
        BOOST_TEST(gone->body.empty());
        BOOST_TEST(client.Get("/orders/7")->body == "book");
    }
    BOOST_TEST(client.Get("/nonsense")->status == 500);
    auto const split = client.Get("/split");
    BOOST_TEST(split->status == 500);
    BOOST_TEST(!split->has_header("Set-Cookie"));
    auto const posted = client.Post("/gone", "", "text/plain");
    BOOST_TEST(posted->status == 405);
    BOOST_TEST(posted->get_header_value("Allow") == "GET, HEAD");
}

BOOST_DATA_TEST_CASE(what_says_things_twice_is_refused, data::make(engines), engine) {
    program const shop(engine);
    auto client = shop.client();
    for (char const* const name : {"Authorization", "Content-Type", "Host"}) {
        auto const got = client.Get("/orders/7", httplib::Headers{{name, "a"}, {name, "b"}});
        BOOST_REQUIRE(got);
        BOOST_TEST(got->status == 400);
        BOOST_TEST(got->body.find(std::string("the request has more than one ") + name) != std::string::npos,
                   got->body);
    }
}

BOOST_AUTO_TEST_CASE(a_target_may_name_the_server_as_requests_to_proxies_do) {
    program const shop(yonder::http::engine::own);
    httplib::Client client(shop.host.urls().front());
    client.set_url_encode(false);
    BOOST_TEST(client.Get("http://anything/orders/7")->body == "book");
    BOOST_TEST(client.Get("orders")->status == 400);
}

BOOST_AUTO_TEST_CASE(parts_that_are_missing_are_found_at_the_start) {
    auto const problem_of = [](yonder::host_options options, yonder::listener_options at) {
        yonder::container objects;
        objects.bind<Orders>().to<Desk>();
        yonder::host host(objects, std::move(options));
        host.expose<Orders>().listen("http://127.0.0.1:0", std::move(at));
        try {
            host.start();
            return std::string("none");
        } catch (yonder::wiring_error const& caught) {
            return std::string(caught.what());
        }
    };
    yonder::host_options half;
    half.renderings = {{"REST", std::make_shared<rest_reader>(), nullptr}};
    BOOST_TEST(problem_of(half, {}) == "wiring: the rendering \"REST\" has no response generator: give it both");
    yonder::listener_options odd;
    odd.name = "outer";
    odd.requires_user = true;
    BOOST_TEST(problem_of({}, odd) ==
               "wiring: the listener \"outer\" requires a user, and nobody says who that is: give it "
               "an authenticator");
    odd.requires_user = false;
    odd.pages["metrics"] = [] { return yonder::page{}; };
    BOOST_TEST(problem_of({}, odd) ==
               "wiring: the listener \"outer\" has the page \"metrics\", which must begin with a slash");
}

BOOST_DATA_TEST_CASE(pages_of_other_origins_do_not_call_unless_they_are_allowed, data::make(engines), engine) {
    program const shop(engine);
    auto client = shop.client();
    auto const status_from = [&](std::string const& origin) {
        return client.Get("/orders/7", httplib::Headers{{"Origin", origin}})->status;
    };
    BOOST_TEST(status_from("https://evil.example") == 403);
    BOOST_TEST(status_from("null") == 403);
    BOOST_TEST(status_from("https://shop.example") == 200);
    BOOST_TEST(status_from(shop.host.urls().front()) == 200); // its own pages
}

BOOST_DATA_TEST_CASE(who_calls_is_asked_of_other_requests_as_well, data::make(engines), engine) {
    yonder::listener_options outer;
    outer.authenticate = yonder::bearer_tokens([](std::string_view token) -> std::optional<yonder::user> {
        return token == "good" ? std::optional(yonder::user{"customer", "ada", {}}) : std::nullopt;
    });
    outer.requires_user = true;
    program const shop(engine, outer);
    auto client = shop.client();
    auto const nobody = client.Get("/orders/7");
    BOOST_TEST(nobody->status == 401);
    BOOST_TEST(nobody->get_header_value("WWW-Authenticate") == "Bearer");
    BOOST_TEST(client.Get("/orders/7", httplib::Headers{{"Authorization", "Bearer good"}})->status == 200);
}

BOOST_DATA_TEST_CASE(a_codec_is_chosen_by_content_type, data::make(engines), engine) {
    program const shop(engine);
    auto client = shop.client();
    auto const found = client.Post("/rendering.v1.Orders/find", "id=7\n", "text/x-lines; charset=utf-8");
    BOOST_REQUIRE(found);
    BOOST_TEST(found->status == 200);
    BOOST_TEST(found->body == "id=7\nproduct=book\n");
    BOOST_TEST(found->get_header_value("Content-Type") == "text/x-lines");
    auto const wrong = client.Post("/rendering.v1.Orders/find", "seven", "text/x-lines");
    BOOST_TEST(wrong->status == 400);
    BOOST_TEST(
        wrong->body ==
        R"({"code":"invalid_argument","message":"rendering.v1.Orders.find: the request could not be read as text/x-lines: the log of the server has the reason","reached":"not_sent"})");
    auto const other = client.Post("/rendering.v1.Orders/find", "id=7\n", "text/y-lines");
    BOOST_TEST(other->status == 415);
    BOOST_TEST(other->body.find("rendering.v1.Orders.find: the content type \\\"text/y-lines\\\" is not served: send "
                                "application/json in UTF-8, or application/proto, or what this server reads as REST, "
                                "text/x-lines") != std::string::npos,
               other->body);

    yonder::container objects;
    objects.bind<Orders>().to_remote(shop.host.urls().front()).coded(std::make_shared<lines_codec>());
    auto const orders = objects.get<Orders>();
    BOOST_TEST(orders->find(7).product == "book");
    BOOST_TEST(orders->place("pen", 4) == 4);
    BOOST_CHECK_EXCEPTION(orders->place("gold", 1), SoldOut,
                          [](SoldOut const& caught) { return caught.product == "gold"; });
    BOOST_TEST(yonder::async(orders)->place("pen", 5).get() == 5);
    BOOST_TEST(objects.wiring().front().ends_with(" [rendered]"));
}

BOOST_DATA_TEST_CASE(a_coded_call_that_is_refused_was_not_begun, data::make(engines), engine) {
    yonder::listener_options few;
    few.only = {"rendering.v1.Orders/find"};
    program const shop(engine, few);
    yonder::container objects;
    objects.bind<Orders>().to_remote(shop.host.urls().front()).coded(std::make_shared<lines_codec>());
    auto const orders = objects.get<Orders>();
    auto const refused = failure_of([&] { orders->place("pen", 4); });
    BOOST_TEST((refused.code == yonder::code::unimplemented));
    BOOST_TEST((refused.reached == yonder::reached::not_sent));
}

BOOST_AUTO_TEST_CASE(a_request_generator_calls_a_server_that_knows_nothing_of_us) {
    httplib::Server server;
    suite::guarded<std::string> seen;
    server.Get(R"(/v3/books/(\d+))", [&](httplib::Request const& request, httplib::Response& response) {
        seen.set(request.get_header_value("X-Api-Key") + " " + request.get_header_value("Content-Type"));
        response.set_content(R"({"title":"pen","isbn":)" + request.matches[1].str() + "}", "application/json");
    });
    server.Post("/v3/books", [](httplib::Request const& request, httplib::Response& response) {
        response.status = request.body == R"({"name":"gold","n":2})" ? 409 : 201;
        response.set_content("17", "text/plain");
    });
    int const port = server.bind_to_any_port("127.0.0.1");
    std::thread serving([&] { server.listen_after_bind(); });

    struct books_generator : yonder::http::request_generator {
        void generate(yonder::request const& what, yonder::http::message& rendered) const override {
            auto const arguments = what.to_value();
            rendered.fields = {{"X-Api-Key", "k1"}};
            if (what.method().name == "find") {
                rendered.method = "GET";
                rendered.target = "/v3/books/" + boost::json::serialize(arguments.at("id"));
                rendered.body.clear();
            } else if (what.method().name == "caller") {
                rendered.target = "/v3/b ooks";
            } else {
                rendered.target = "/v3/books";
                rendered.set("Content-Type", "application/json");
                rendered.body = boost::json::serialize(
                    boost::json::object{{"name", arguments.at("product")}, {"n", arguments.at("count")}});
            }
        }
    };
    struct books_reader : yonder::http::response_reader {
        std::variant<boost::json::value, yonder::failure> read(yonder::method_descriptor const& method,
                                                               yonder::http::message const& answer) const override {
            if (answer.status >= 400) {
                yonder::failure failed;
                failed.code = yonder::code::already_exists;
                failed.message = "they said " + std::to_string(answer.status);
                return failed;
            }
            auto const body = boost::json::parse(answer.body);
            if (method.name == "find")
                return boost::json::object{{"id", body.at("isbn")}, {"product", body.at("title")}};
            return boost::json::object{{"result", body}};
        }
    };
    yonder::container objects;
    objects.bind<Orders>()
        .to_remote("http://127.0.0.1:" + std::to_string(port))
        .rendered(std::make_shared<books_generator>(), std::make_shared<books_reader>());
    auto const orders = objects.get<Orders>();
    BOOST_TEST(orders->find(12).product == "pen");
    BOOST_TEST(seen.get() == "k1 ");
    BOOST_TEST(orders->find(13).id == 13); // on the same connection
    BOOST_TEST(orders->place("pen", 2) == 17);
    auto const failed = failure_of([&] { orders->place("gold", 2); });
    BOOST_TEST((failed.code == yonder::code::already_exists));
    BOOST_TEST(failed.message == "they said 409");
    BOOST_TEST(failed.transport_status == 409);
    auto const unsent = failure_of([&] { orders->caller(); });
    BOOST_TEST((unsent.reached == yonder::reached::not_sent));
    BOOST_TEST(
        unsent.message.find("the request could not be generated: its target \"/v3/b ooks\" is none: it begins with "
                            "a slash, and what else it has is percent-encoded") != std::string::npos);
    auto const streamed = failure_of([&] { return orders->watch().next().get(); });
    BOOST_TEST((streamed.code == yonder::code::unimplemented), streamed.message);
    server.stop();
    serving.join();
}

BOOST_AUTO_TEST_CASE(only_http_can_be_rendered) {
    yonder::container objects;
    objects.bind<Orders>().to_remote("yonder://127.0.0.1:1").coded(std::make_shared<lines_codec>());
    BOOST_CHECK_EXCEPTION(objects.check(), yonder::wiring_error, [](auto const& caught) {
        return std::string(caught.what()) ==
               "wiring: rendering.v1.Orders: has a way of its own to write requests, but "
               "\"yonder://127.0.0.1:1\" is not HTTP: write http://, or drop rendered and coded";
    });
}

BOOST_AUTO_TEST_SUITE_END()
