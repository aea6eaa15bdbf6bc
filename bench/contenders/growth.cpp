// SPDX-License-Identifier: BSL-1.0
// Ours again, with more to choose from. The address begins with what there is much of: "methods 50 URL" is an interface
// of 50 methods, whose last is called; "interfaces 1000 URL" is a server of so many interfaces, of which one is called.
// A hundred methods come from two bases. Of a thousand, and of interfaces, all but the one that is called are that one
// under other names: what a server looks up is as much, and what is compiled is not.
#include "driver.hpp"

#include <yonder/yonder.hpp>

#include <boost/preprocessor/punctuation/comma_if.hpp>
#include <boost/preprocessor/repetition/repeat.hpp>

#include <algorithm>
#include <sstream>

namespace bench {

#define BENCH_METHOD(z, n, prefix) virtual std::int64_t prefix##n(std::int64_t id) = 0;
#define BENCH_ENTRY(z, n, prefix) BOOST_PP_COMMA_IF(n)(prefix##n, id)
#define BENCH_OVERRIDE(z, n, prefix)                                                                                   \
    std::int64_t prefix##n(std::int64_t id) override { return id; }
#define BENCH_INTERFACE(name, prefix, count)                                                                           \
    class name {                                                                                                       \
    public:                                                                                                            \
        virtual ~name() = default;                                                                                     \
        BOOST_PP_REPEAT(count, BENCH_METHOD, prefix)                                                                   \
    };                                                                                                                 \
    YONDER_INTERFACE(name, (), BOOST_PP_REPEAT(count, BENCH_ENTRY, prefix))

BENCH_INTERFACE(One, one, 1)
BENCH_INTERFACE(Ten, ten, 10)
BENCH_INTERFACE(Fifty, fifty, 50)
BENCH_INTERFACE(FiftyMore, more, 50)

class Hundred : public Fifty, public FiftyMore {};
YONDER_INTERFACE(Hundred, (Fifty, FiftyMore))

struct one : One {
    BOOST_PP_REPEAT(1, BENCH_OVERRIDE, one)
};
struct ten : Ten {
    BOOST_PP_REPEAT(10, BENCH_OVERRIDE, ten)
};
struct fifty : Fifty {
    BOOST_PP_REPEAT(50, BENCH_OVERRIDE, fifty)
};
struct hundred : Hundred {
    BOOST_PP_REPEAT(50, BENCH_OVERRIDE, fifty)
    BOOST_PP_REPEAT(50, BENCH_OVERRIDE, more)
};

} // namespace bench

namespace {

struct place {
    std::string what;
    unsigned count = 0;
    std::string url;

    std::string prefix() const { return what + " " + std::to_string(count) + " "; }
};

place parse(std::string const& address) {
    place parsed;
    std::istringstream(address) >> parsed.what >> parsed.count >> parsed.url;
    return parsed;
}

using ready_function = std::function<void(std::string const&)>;

template <class I, class Implementation>
void serve_one(place const& at, ready_function const& ready) {
    yonder::container app;
    app.bind<I>().template to<Implementation>();
    yonder::host host(app);
    host.expose<I>().listen(at.url);
    host.start();
    ready(at.prefix() + host.urls().front());
    host.wait();
}

void serve_made(place const& at, std::vector<yonder::rpc::service> const& services, ready_function const& ready) {
    yonder::container app;
    yonder::host host(app);
    for (yonder::rpc::service const& one : services)
        host.expose(one);
    host.listen(at.url);
    host.start();
    ready(at.prefix() + host.urls().front());
    host.wait();
}

void serve_interfaces(place const& at, ready_function const& ready) {
    yonder::rpc::service const called = yonder::rpc::make_service<bench::One>(std::make_shared<bench::one>());
    std::vector<std::string> names;
    std::vector<yonder::interface_descriptor> others(at.count - 1, *called.description);
    for (std::size_t i = 0; i < others.size(); ++i)
        names.push_back("bench.Other" + std::to_string(i));
    std::vector<yonder::rpc::service> services{called};
    for (std::size_t i = 0; i < others.size(); ++i) {
        others[i].name = names[i];
        services.push_back({&others[i], called.target});
    }
    serve_made(at, services, ready);
}

std::vector<yonder::method_descriptor> made_methods; // in the order of their names

void serve_methods(place const& at, ready_function const& ready) {
    yonder::interface_descriptor described = yonder::rpc::describe_interface<bench::One>();
    std::vector<std::string> names;
    for (unsigned i = 1; i < at.count; ++i)
        names.push_back((i % 2 ? "a" : "z") + std::to_string(i)); // half before the one that is called, half behind it
    names.emplace_back(described.methods.front().name);
    std::sort(names.begin(), names.end());
    made_methods.assign(at.count, described.methods.front());
    for (std::size_t i = 0; i < names.size(); ++i) {
        made_methods[i].name = names[i];
        made_methods[i].number = i;
        made_methods[i].owner = &described;
    }
    described.methods = made_methods;
    described.find = [](std::string_view name) -> yonder::method_descriptor const* {
        auto const found = std::lower_bound(made_methods.begin(), made_methods.end(), name,
                                            [](auto const& one, std::string_view wanted) { return one.name < wanted; });
        return found != made_methods.end() && found->name == name ? &*found : nullptr;
    };
    std::vector<yonder::rpc::thunk> const thunks(at.count, yonder::rpc::thunks<bench::One>.front());
    std::shared_ptr<bench::One> const target = std::make_shared<bench::one>();
    serve_made(at, {{&described, yonder::rpc::make_dispatcher(std::shared_ptr<void>(target), thunks.data(), {})}},
               ready);
}

void serve(std::string const& address, ready_function const& ready) {
    place const at = parse(address);
    if (at.what == "interfaces")
        serve_interfaces(at, ready);
    else if (at.count == 1)
        serve_one<bench::One, bench::one>(at, ready);
    else if (at.count == 10)
        serve_one<bench::Ten, bench::ten>(at, ready);
    else if (at.count == 50)
        serve_one<bench::Fifty, bench::fifty>(at, ready);
    else if (at.count == 100)
        serve_one<bench::Hundred, bench::hundred>(at, ready);
    else
        serve_methods(at, ready);
}

template <class I>
class client : public bench::caller {
public:
    using pointer = std::int64_t (I::*)(std::int64_t);

    client(std::string const& url, pointer method) : method_(method) {
        yonder::container app;
        app.bind<I>().to_remote(url);
        target_ = app.get<I>();
    }

    void find(std::int64_t id) override { bench::expect(((*target_).*method_)(id) == id); }
    void list(std::int64_t) override { bench::give_up("only the small call is there"); }

private:
    std::shared_ptr<I> target_;
    pointer method_;
};

std::unique_ptr<bench::caller> connect(std::string const& address) {
    place const at = parse(address);
    if (at.what == "methods" && at.count == 10)
        return std::make_unique<client<bench::Ten>>(at.url, &bench::Ten::ten9);
    if (at.what == "methods" && at.count == 50)
        return std::make_unique<client<bench::Fifty>>(at.url, &bench::Fifty::fifty49);
    if (at.what == "methods" && at.count == 100)
        return std::make_unique<client<bench::Hundred>>(at.url, &bench::Hundred::more49);
    return std::make_unique<client<bench::One>>(at.url, &bench::One::one0);
}

} // namespace

int main(int count, char** arguments) { return bench::run(count, arguments, {serve, connect, {}, {}}); }
