// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_HTTP_FAKE_SERVICE_HPP
#define TESTS_HTTP_FAKE_SERVICE_HPP

#include "engine.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/invoker.hpp>
#include <yonder/http/client.hpp>
#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>

// An interface without C++ types, for tests of the transport alone: arguments are JSON text as they stand.
namespace fake {

inline constexpr std::array<std::string_view, 8> method_names{"echo",  "look", "sleep", "wait",
                                                              "about", "fail", "blow",  "big"};

inline yonder::interface_descriptor const& service() {
    static std::array<yonder::method_descriptor, method_names.size()> methods;
    static yonder::interface_descriptor descriptor;
    static bool const is_ready = [] {
        for (std::size_t i = 0; i < methods.size(); ++i) {
            methods[i].owner = &descriptor;
            methods[i].name = method_names[i];
            methods[i].number = i;
            methods[i].is_idempotent = method_names[i] == "look";
            methods[i].encode_arguments = [](yonder::method_descriptor const&, void const* text, yonder::format,
                                             std::string& out) { out += *static_cast<std::string const*>(text); };
        }
        descriptor.name = "fake.Service";
        descriptor.methods = methods;
        descriptor.find = [](std::string_view name) -> yonder::method_descriptor const* {
            for (auto const& method : methods)
                if (method.name == name)
                    return &method;
            return nullptr;
        };
        return true;
    }();
    (void)is_ready;
    return descriptor;
}

inline yonder::method_descriptor const& method(std::string_view name) { return *service().find(name); }

// A gate that calls of "wait" stand at until it opens.
class gate {
public:
    void open() {
        std::lock_guard const lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++arrived_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
    }
    void await_arrivals(int number) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return arrived_ >= number; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int arrived_ = 0;
    bool is_open_ = false;
};

// echo, look: the arguments. sleep: after that many milliseconds. wait: when the gate opens. about: what the header
// says. fail: the code that the arguments name. blow: throws. big: that many bytes.
class target final : public yonder::invoker {
public:
    void start(yonder::request& what, std::shared_ptr<yonder::exchange> caller) override {
        ++calls;
        std::string buffer;
        std::string const text(what.bytes(yonder::format::json, buffer));
        std::string_view const name = what.method().name;
        if (name == "blow")
            throw std::runtime_error("a secret of the server");
        if (name == "fail")
            return static_cast<void>(caller->fail(make_failure(text)));
        if (name == "big")
            return static_cast<void>(caller->reply({yonder::format::json, std::string(std::stoul(text), 'x')}));
        if (name == "about")
            return static_cast<void>(caller->reply({yonder::format::json, about(what.header)}));
        if (name == "sleep")
            std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(text)));
        if (name == "wait")
            door.pass();
        caller->reply({yonder::format::json, text});
    }

    gate door;
    std::atomic<int> calls = 0;

private:
    static yonder::failure make_failure(std::string const& code) {
        yonder::failure what;
        what.reached = yonder::reached::executed;
        what.code = yonder::code_from_string(code).value_or(yonder::code::unknown);
        what.message = "no such \"account\"";
        what.details.push_back({"bank.v1.UnknownAccount", std::string("\x00\xff\x10", 3), R"({"account":"a"})"});
        what.details.push_back({"bank.v1.Nothing", "", ""});
        return what;
    }
    static std::string about(yonder::message_header const& header) {
        auto const left =
            header.deadline
                ? std::chrono::duration_cast<std::chrono::milliseconds>(*header.deadline - yonder::clock::now()).count()
                : -1;
        return "{\"id\":\"" + to_string(header.id) + "\",\"left\":" + std::to_string(left) + "}";
    }
};

// A server of the above on a free port, and where it is.
struct world {
    explicit world(yonder::http::server_options options = {}, std::string_view where = "http://127.0.0.1:0")
        : server(make_registry(*this), suite::with_engine(std::move(options))) {
        url = server.listen(where);
        server.start();
    }
    ~world() { service->door.open(); }

    std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))); }

    std::shared_ptr<target> service = std::make_shared<target>();
    yonder::http::server server;
    std::string url;

private:
    static std::shared_ptr<yonder::rpc::registry> make_registry(world& of) {
        auto made = std::make_shared<yonder::rpc::registry>();
        made->add({&fake::service(), of.service});
        return made;
    }
};

// A blocking call, as a proxy makes it. Throws yonder::error.
inline std::string call(yonder::invoker& through, std::string_view name, std::string const& arguments = "{}",
                        std::chrono::milliseconds limit = std::chrono::seconds(10)) {
    yonder::request what(method(name), &arguments);
    return call_and_wait(through, what, yonder::clock::now() + limit).bytes;
}

// The failure that `call` ends with.
template <class... Argument>
yonder::failure failure_of(yonder::invoker& through, Argument const&... arguments) {
    try {
        call(through, arguments...);
    } catch (yonder::error const& caught) {
        return caught.as_failure();
    }
    throw std::logic_error("the call should have failed");
}

} // namespace fake

#endif
