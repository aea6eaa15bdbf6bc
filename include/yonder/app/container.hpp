// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_CONTAINER_HPP
#define YONDER_APP_CONTAINER_HPP

#include <yonder/app/binder.hpp>
#include <yonder/app/record.hpp>
#include <yonder/app/wiring_error.hpp>
#include <yonder/call/invoker.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yonder {

namespace app {
class wiring;
}

// Makes an invoker for a URL: the way to a server of the user's own transport.
using transport = std::function<std::shared_ptr<invoker>(std::string_view url, app::target const& options)>;

// Which object stands behind each interface of a program: the one place where local and remote are told apart. Bind
// first, from one thread; get() is for any thread from then on. Objects are made on first use and live as long as the
// container or whoever else holds them. What configuration says goes before what code says.
class container {
public:
    container();
    ~container();
    container(container const&) = delete;
    container& operator=(container const&) = delete;

    // A binding for I, which says more: app.bind<Accounts>().to<Ledger>(). Without more, configuration must say it.
    // Throws wiring_error if I is bound under this name already.
    template <class I>
    binder<I> bind(std::string name = {}) {
        static_cast<void>(requires { codec::refuse<rpc::interface_fault<I>>::value; });
        return binder<I>(add(binding<I>::operations(), std::move(name)));
    }

    // The object for I, made now if need be. Throws wiring_error if it is not bound or its dependencies cannot be made;
    // what a constructor or factory throws is nested in it (std::rethrow_if_nested). Never null. Connects to nobody.
    template <class I>
    std::shared_ptr<I> get(std::string_view name = {}) {
        return std::static_pointer_cast<I>(find_or_make(typeid(I), name));
    }

    // Reads a file in TOML, then the environment, which goes before the file. docs/wiring.md has the keys. Throws
    // wiring_error if the file cannot be read or says something that is not understood. Several files add up, the later
    // ones go first.
    void configure(std::string const& path);

    // Reads the environment alone: YONDER_BIND_BANK_V1_ACCOUNTS=http://... Throws wiring_error if a variable whose name
    // begins with YONDER_ is not understood.
    void configure();

    // Looks at all bindings without making anything, and throws wiring_error with every problem there is: what is not
    // bound, what is bound to nothing, cycles, configuration for what is not there, interfaces sent away that are not
    // described, URLs.
    void check() const;

    // Where bindings lead that go to_source() without a repository of their own. What configuration says goes first.
    void sources(std::shared_ptr<source_repository const> where);

    // What this program is called where it calls others: "orders". They see it as the sender of calls.
    void name(std::string called);

    // Stands between the proxies of all remote bindings and their transports: the filter that was declared first sees a
    // call first, and its reply last. `name` is for people. Throws wiring_error once a remote object has been made.
    // Local and isolated bindings have none: see binder::observed.
    void filter(std::string name, yonder::filter run);

    // The same for what looks at calls, or changes what is sent, before they are: `look` gets the request as data, with
    // a header, and arguments that it may read and set (request::to_value, set_arguments). A call fails with what it
    // throws, and is not sent.
    void gather(std::string name, std::function<void(request&)> look);

    // Adds a way to servers, for URLs of this scheme: "carrier-pigeon". http, https, http+unix, yonder, yonder+tls
    // and yonder+unix are there at first.
    void add_transport(std::string scheme, transport make);

    // What each binding leads to, one line each, sorted: "shop.v1.Mail -> http://127.0.0.1:8080 [audit, retries]", with
    // the filters in between in their order.
    std::vector<std::string> wiring() const;

private:
    friend class host;
    app::record& add(app::interface_operations const& operations, std::string name);
    std::shared_ptr<void> find_or_make(std::type_info const& type, std::string_view name);

    std::unique_ptr<app::wiring> wiring_;
};

template <class Dependency>
auto app::resolve(container& from) {
    using needed = dependency_of<Dependency>;
    return from.get<typename needed::interface_type>(needed::name());
}

} // namespace yonder

#endif
