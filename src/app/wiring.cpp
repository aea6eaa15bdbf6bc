// SPDX-License-Identifier: BSL-1.0
#include "wiring.hpp"

#include "../call/ascii.hpp"
#include "../fabric/source_table.hpp"
#include "../rpc/current_exception.hpp"

#include <yonder/app/wire.hpp>
#include <yonder/fabric/sourced.hpp>

#include <algorithm>
#include <exception>
#include <set>
#include <utility>

namespace yonder::app {
namespace {

// Whether no certificate is ever seen there.
bool is_plain(std::string_view url) {
    std::string const scheme = in_lower_case(url.substr(0, url.find("://")));
    return scheme == "http" || scheme == "http+unix" || scheme == "yonder" || scheme == "yonder+unix";
}

// An interface that is sent away and cannot be.
void add_unfit(record const& of, std::string const& what, std::string const& said, std::vector<std::string>& found) {
    if (!of.operations->is_described())
        found.push_back(wiring::text_of(of) + ": is not described, so it cannot be " + what + said +
                        ": describe it with YONDER_INTERFACE, or bind it to an object of this process");
    else if (!of.operations->make_remote)
        found.push_back(wiring::text_of(of) + ": has a noexcept method, so it cannot be " + what + said +
                        ": drop the noexcept, or bind it to an object of this process");
}

} // namespace

std::string wiring::text_of(interface_operations const& operations, std::string_view name) {
    std::string text(operations.name);
    if (!name.empty()) {
        text += '@';
        text += name;
    }
    return text;
}

std::string wiring::text_of(record const& of) { return text_of(*of.operations, of.name); }

record& wiring::add(interface_operations const& operations, std::string name) {
    std::lock_guard const lock(mutex_);
    auto const [at, added] = records_.try_emplace(record_key(operations.type, name), nullptr);
    if (!added)
        throw wiring_error(
            {text_of(operations, name) + ": is bound already: bind it once, or give this binding another name"});
    at->second = std::make_unique<record>();
    at->second->operations = &operations;
    at->second->name = std::move(name);
    return *at->second;
}

void wiring::add_filter(named_filter one) {
    std::lock_guard const lock(mutex_);
    if (has_made_remote_)
        throw wiring_error({"the filter \"" + one.name +
                            "\" comes too late: remote objects have been made without it: add it before get"});
    filters.push_back(std::move(one));
}

bool wiring::has(interface_operations const& operations, std::string const& name) const {
    return records_.contains(record_key(operations.type, name));
}

record const* wiring::find_by_text(std::string_view text) const {
    for (auto const& [key, of] : records_)
        if (text_of(*of) == text)
            return of.get();
    return nullptr;
}

target wiring::target_of(record const& of) const {
    target result = of.by_code;
    auto const apply = [&](target const& said) {
        target const before = std::exchange(result, said);
        if (said.where == placement::unsaid) { // options alone
            result.where = before.where;
            result.url = before.url;
        }
        if (!said.timeout)
            result.timeout = before.timeout;
        if (said.ca_file.empty() && (said.where == placement::unsaid || !is_plain(said.url)))
            result.ca_file = before.ca_file;
        if (!result.sources)
            result.sources = before.sources;
        result.validates = before.validates;
        result.is_outside = before.is_outside;
        result.signer = before.signer;
        result.generator = before.generator;
        result.reader = before.reader;
        result.certificate_file = before.certificate_file;
        result.key_file = before.key_file;
        result.filters = before.filters;
        if (!said.form)
            result.form = before.form;
        if (!said.retried)
            result.retried = before.retried;
    };
    std::string const text = text_of(of);
    if (auto const at = configured.bindings.find(text); at != configured.bindings.end())
        apply(at->second);
    if (auto const at = configured.variables.find(variable_of(text)); at != configured.variables.end())
        apply(at->second);
    return result;
}

std::shared_ptr<void> wiring::find_or_make(container& owner, std::type_index type, std::string_view name) {
    std::lock_guard const lock(mutex_);
    auto const at = records_.find(record_key(type, name));
    if (at == records_.end()) {
        std::string const text = std::string(readable_name(type)) + (name.empty() ? "" : "@" + std::string(name));
        std::string const needed_by =
            being_made_.empty() ? "" : ", which " + text_of(*being_made_.back()) + " depends on,";
        throw wiring_error({text + needed_by + ": is not bound: call bind for it before get"});
    }
    record& of = *at->second;
    if (of.instance)
        return of.instance;
    if (of.is_being_made) {
        std::string path;
        auto const first = std::find(being_made_.begin(), being_made_.end(), &of);
        for (auto it = first; it != being_made_.end(); ++it)
            path += text_of(**it) + " -> ";
        throw wiring_error({text_of(of) + ": depends on itself: " + path + text_of(of)});
    }
    of.is_being_made = true;
    being_made_.push_back(&of);
    struct leave {
        wiring& self;
        record& of;
        ~leave() {
            of.is_being_made = false;
            self.being_made_.pop_back();
        }
    } const leaving{*this, of};
    std::shared_ptr<void> made = make(owner, of);
    if (!of.is_transient)
        of.instance = made;
    return made;
}

std::shared_ptr<void> wiring::make(container& owner, record& of) {
    std::vector<std::string> found;
    add_problems_of(of, found, false);
    if (!found.empty())
        throw wiring_error(std::move(found));
    target const to = target_of(of);
    if (to.where == placement::remote || to.where == placement::sourced)
        return make_remote(of, to);
    std::shared_ptr<void> made = make_local(owner, of);
    if (!made)
        throw wiring_error({text_of(of) + ": its factory returned a null pointer"});
    if (to.where == placement::isolated)
        made = of.operations->make_isolated(std::move(made), {});
    return of.wrap ? of.wrap(std::move(made)) : made;
}

// The program's own exception is nested in a wiring_error, as its text alone would not say whose it is.
std::shared_ptr<void> wiring::make_local(container& owner, record& of) {
    try {
        return of.make(owner);
    } catch (wiring_error const&) { // of what it depends on
        throw;
    } catch (...) {
        std::string const reason = rpc::text_of_current_exception();
        std::throw_with_nested(
            wiring_error({text_of(of) + ": cannot be made: its constructor or factory threw: " + reason}));
    }
}

std::shared_ptr<void> wiring::make_remote(record const& of, target const& to) {
    has_made_remote_ = true;
    rpc::remote_options options;
    if (to.timeout)
        options.timeout = *to.timeout;
    options.validates = to.validates;
    std::shared_ptr<invoker> way =
        to.where == placement::remote
            ? ways->get(to.url, to)
            : sourced(sources_of(to), connections::connector_for(ways, to), to.signer != nullptr);
    auto const before = filters_before(to);
    for (auto one = before.rbegin(); one != before.rend(); ++one)
        if (one->run)
            way = filtered(std::move(way), one->run);
    return of.operations->make_remote(std::move(way), options);
}

// What stands before the transport of a remote binding, in order.
std::vector<named_filter> wiring::filters_before(target const& to) const {
    std::vector<named_filter> all = filters;
    all.insert(all.end(), to.filters.begin(), to.filters.end());
    if (to.retried)
        all.push_back({"retries", retries(*to.retried)});
    if (to.is_outside)
        all.push_back({"outside", gathering([](request& what) {
                           what.header.sender.clear();
                           what.header.user = nullptr;
                           what.header.trace = nullptr;
                           what.header.ambient = nullptr;
                       })});
    else if (std::string const called = configured.program.value_or(program); !called.empty())
        all.push_back({"sender", gathering([called](request& what) {
                           if (what.header.sender.empty())
                               what.header.sender = called;
                       })});
    if (to.generator || to.reader)
        all.push_back({"rendered", nullptr}); // by the transport
    if (to.signer)
        all.push_back({"signature", nullptr}); // by the transport, as what it covers is there
    return all;
}

// Where bindings lead that go to a source: what configuration says, and then what code does.
std::shared_ptr<source_repository const> wiring::sources_of(target const& to) const {
    std::vector<std::shared_ptr<source_repository const>> asked;
    if (!configured.source_variables.empty())
        asked.push_back(sources_of_variables(configured.source_variables));
    if (!configured.sources.empty())
        asked.push_back(static_sources(configured.sources));
    if (auto const& by_code = to.sources ? to.sources : sources)
        asked.push_back(by_code);
    return asked.size() == 1 ? asked.front() : asked.empty() ? nullptr : first_of(std::move(asked));
}

void wiring::add_problems_of_url(record const& of, target const& to, std::string const& url, std::string const& said,
                                 std::vector<std::string>& found) const {
    std::string const text = text_of(of);
    if (!ways->has_transport(url)) {
        found.push_back(text + ": \"" + url + "\" is no way to a server" + said +
                        ": write \"local\", \"isolated\", \"source\", or a URL that begins with one of " +
                        ways->schemes());
    } else if (of.operations->is_described()) {
        if (std::string unfit = unfit_for(*of.operations, url); !unfit.empty())
            found.push_back(std::move(unfit) + said);
    }
    if ((to.generator || to.reader) && in_lower_case(url).starts_with("yonder"))
        found.push_back(text + ": has a way of its own to write requests, but \"" + url + "\"" + said +
                        " is not HTTP: write http://, or drop rendered and coded");
    if (!to.ca_file.empty() && is_plain(url))
        found.push_back(text + ": has the ca_file \"" + to.ca_file + "\"" + said + ", but \"" + url +
                        "\" is not TLS, so that nobody's certificate is looked at: write https://, or drop the "
                        "ca_file");
    if (!to.certificate_file.empty() && is_plain(url))
        found.push_back(text + ": has the certificate \"" + to.certificate_file + "\"" + said + ", but \"" + url +
                        "\" is not TLS, so that nobody is shown it: write https://, or drop the certificate");
}

void wiring::add_problems_of_sources(record const& of, target const& to, std::string const& said,
                                     std::vector<std::string>& found, bool looks_up) const {
    std::string const text = text_of(of);
    auto const where = sources_of(to);
    if (!where)
        return found.push_back(text + ": leads to a source" + said +
                               ", but there is none: call sources() of the container, give to_source() one, or write a "
                               "table [sources]");
    if (!looks_up)
        return;
    std::string missing;
    std::set<std::string> urls;
    auto const& methods = of.operations->describe().methods;
    for (method_descriptor const& method : methods)
        try {
            auto const at = where->find(method.owner->name, method.name);
            if (!at) {
                missing += (missing.empty() ? "" : ", ") + std::string(method.name);
                continue;
            }
            auto const add_problem = [&](std::string const& what, std::string const& advice) {
                found.push_back(std::string(text)
                                    .append(": the source of its method \"")
                                    .append(method.name)
                                    .append("\", \"" + at->url + "\", ")
                                    .append(what + said + ": " + advice));
            };
            if (at->requires_signature && !to.signer)
                add_problem("wants signed requests", "give the binding a key with signed_by");
            if (at->timeout && *at->timeout <= clock::duration::zero())
                add_problem("allows its calls no time", "give it a timeout that is longer than zero");
            if (urls.insert(at->url).second)
                add_problems_of_url(of, to, at->url, said, found);
        } catch (std::exception const& caught) {
            found.push_back(text + ": its method \"" + std::string(method.name) +
                            "\" could not be looked up in its source repository: " + caught.what());
        }
    for (std::string const& name : where->named_methods(of.operations->name))
        if (std::none_of(methods.begin(), methods.end(), [&](auto const& method) { return method.name == name; }))
            found.push_back(std::string(text)
                                .append(": its source repository names the method \"")
                                .append(name)
                                .append("\"")
                                .append(said)
                                .append(", which is none of it: correct the name, or remove it"));
    if (!missing.empty())
        found.push_back(text + ": no source knows where these methods are" + said + ": " + missing + ": add \"" +
                        std::string(of.operations->name) + "\" to the source repository");
}

void wiring::add_problems_of(record const& of, std::vector<std::string>& found, bool looks_up) const {
    target const to = target_of(of);
    std::string text = text_of(of);
    std::string const said = to.said_by.empty() ? "" : " (said by " + to.said_by + ")";
    switch (to.where) {
    case placement::unsaid:
        found.push_back(text +
                        ": is bound to nothing: say where it leads, in code with to() or to_remote(), or in a file "
                        "under [bind], or with " +
                        variable_of(text));
        return;
    case placement::remote:
        add_unfit(of, "remote", said, found);
        add_problems_of_url(of, to, to.url, said, found);
        return;
    case placement::sourced:
        add_unfit(of, "remote", said, found);
        if (of.operations->is_described())
            add_problems_of_sources(of, to, said, found, looks_up);
        return;
    case placement::isolated:
        add_unfit(of, "isolated", said, found);
        [[fallthrough]];
    case placement::local:
        if (!of.make)
            found.push_back(text + ": is to be an object of this process" + said +
                            ", but code gives none: bind it in code with to<Implementation>()");
        else if (of.is_given_null)
            found.push_back(text + ": the object that to() was given is a null pointer: give it one that is not, or a "
                                   "function that makes the object later");
        for (dependency const& on : of.dependencies)
            if (!records_.contains(record_key(on.operations->type, on.name)))
                found.push_back(text + ": depends on " + text_of(*on.operations, on.name) +
                                ", which is not bound: call bind for it");
    }
}

void wiring::add_cycles(std::vector<std::string>& found) const {
    enum class color { white, grey, black };
    std::map<record const*, color> colors;
    std::vector<record const*> path;
    auto const visit = [&](auto const& self, record const& of) -> void {
        color& mine = colors[&of];
        if (mine == color::black)
            return;
        if (mine == color::grey) {
            std::string text;
            for (auto it = std::find(path.begin(), path.end(), &of); it != path.end(); ++it)
                text += text_of(**it) + " -> ";
            found.push_back(text_of(of) + ": depends on itself: " + text + text_of(of) +
                            ": break the cycle, or make one of them remote");
            return;
        }
        mine = color::grey;
        path.push_back(&of);
        auto const where = target_of(of).where;
        if (where == placement::local || where == placement::isolated)
            for (dependency const& on : of.dependencies)
                if (auto const at = records_.find(record_key(on.operations->type, on.name)); at != records_.end())
                    self(self, *at->second);
        path.pop_back();
        colors[&of] = color::black;
    };
    for (auto const& [key, of] : records_)
        visit(visit, *of);
}

std::vector<std::string> wiring::problems() const {
    std::vector<std::string> found;
    for (auto const& [key, of] : records_)
        add_problems_of(*of, found, true);
    add_cycles(found);
    for (auto const& [text, said] : configured.bindings)
        if (!find_by_text(text))
            found.push_back(text + ": is in " + said.said_by +
                            ", but the program does not bind it: see the spelling, or call "
                            "bind for it");
    for (auto const& [variable, said] : configured.variables) {
        std::size_t matches = 0;
        for (auto const& [key, of] : records_)
            matches += variable_of(text_of(*of)) == variable ? 1 : 0;
        if (matches == 0)
            found.push_back(variable + ": is in the environment, but the program binds nothing of that name");
        else if (matches > 1)
            found.push_back(variable + ": stands for more than one binding: say it in a file");
    }
    for (std::string const& text : configured.expose.value_or(std::vector<std::string>())) {
        std::string const begin = text + ": is to be exposed, says " + configured.exposed_by + ", but ";
        auto const* const of = find_by_text(text);
        if (!of)
            found.push_back(begin + "the program does not bind it");
        else if (!of->operations->is_described())
            found.push_back(begin + "is not described: describe it with YONDER_INTERFACE");
    }
    std::sort(found.begin(), found.end());
    return found;
}

// "http://127.0.0.1:8080"; of methods that are not all in one place "cancel at http://a:1; place at http://b:2
// (source)".
std::string wiring::where_of(record const& of, target const& to) const {
    switch (to.where) {
    case placement::remote:
        return to.url;
    case placement::local:
        return of.wrap ? "local [observed]" : "local";
    case placement::isolated:
        return of.wrap ? "isolated [observed]" : "isolated";
    case placement::sourced:
        break;
    case placement::unsaid:
        return "nothing";
    }
    std::map<std::string, std::string> methods; // by URL
    auto const where = sources_of(to);
    for (method_descriptor const& method : of.operations->describe().methods) {
        std::string url = "nowhere";
        try {
            if (auto const at = where ? where->find(method.owner->name, method.name) : std::nullopt)
                url = at->url;
        } catch (std::exception const& caught) {
            url += std::string(" (") + caught.what() + ")";
        }
        std::string& listed = methods[url];
        listed += (listed.empty() ? "" : ", ") + std::string(method.name);
    }
    if (methods.size() == 1)
        return methods.begin()->first + " (source)";
    std::string text;
    for (auto const& [url, names] : methods)
        text.append(text.empty() ? "" : "; ").append(names).append(" at ").append(url);
    return text + " (source)";
}

std::vector<std::string> wiring::lines() const {
    std::vector<std::string> result;
    for (auto const& [key, of] : records_) {
        target const to = target_of(*of);
        std::string between;
        if (to.where == placement::remote || to.where == placement::sourced)
            for (named_filter const& one : filters_before(to))
                between += (between.empty() ? " [" : ", ") + one.name;
        result.push_back(text_of(*of) + " -> " + where_of(*of, to) + between + (between.empty() ? "" : "]") +
                         (to.said_by.empty() ? "" : " (" + to.said_by + ")"));
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace yonder::app
