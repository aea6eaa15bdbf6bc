// SPDX-License-Identifier: BSL-1.0
#include "exposure.hpp"

#include "../call/filtered.hpp"
#include "../rpc/current_exception.hpp"

#include <yonder/app/wiring_error.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/security/authenticator.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace yonder::app {
namespace {

// "shop.v1.Orders/place": the interface, and the method if there is one.
std::pair<std::string_view, std::string_view> parts_of(std::string_view text) {
    std::size_t const slash = text.find('/');
    return {text.substr(0, slash), slash == text.npos ? std::string_view() : text.substr(slash + 1)};
}

void check_names(listener_options const& options, std::vector<rpc::service> const& services) {
    std::vector<std::string> problems;
    for (std::string const& text : options.only) {
        auto const [interface_name, method_name] = parts_of(text);
        auto const at = std::find_if(services.begin(), services.end(), [name = interface_name](auto const& one) {
            return one.description->name == name;
        });
        std::string const begin = "the listener \"" + options.name + "\" is to expose \"" + text + "\", but ";
        if (at == services.end())
            problems.push_back(begin + "the host does not expose that interface: call expose for it");
        else if (!method_name.empty() && !at->description->find(method_name))
            problems.push_back(begin + "the interface has no such method: see how it is spelled");
    }
    if (!problems.empty())
        throw wiring_error(std::move(problems));
}

bool is_exposed(listener_options const& options, method_descriptor const& method) {
    return options.only.empty() || std::any_of(options.only.begin(), options.only.end(), [&](std::string const& text) {
               auto const [interface_name, method_name] = parts_of(text);
               return interface_name == method.owner->name && (method_name.empty() || method_name == method.name);
           });
}

std::string line_of(listener_options const& options, std::string const& url, std::string const& between,
                    rpc::service const& one) {
    std::string line = url + (options.name == url ? "" : " (" + options.name + ")") + " -> " +
                       (between.empty() ? "" : '[' + between + "] -> ") + std::string(one.description->name);
    std::string missing;
    for (method_descriptor const& method : one.description->methods)
        if (!one.serves(method))
            missing += (missing.empty() ? ", without " : ", ") + std::string(method.name);
    return line + missing;
}

// What a caller is told of the exception being handled.
failure told_of_exception(request const& what, bool development) {
    try {
        throw;
    } catch (error const&) {
        return rpc::describe_current_exception(what.method(), development, what.header.id);
    } catch (...) {
        std::string const text = rpc::text_of_current_exception();
        log(log_level::failure,
            rpc::log_begin(what.header.id) + full_name(what.method()) + ": a filter failed: " + text);
        return rpc::answer_of(what.method(), code::internal, reached::not_sent,
                              "a filter failed" +
                                  (development ? ": " + text : "; the log of the server has the reason"));
    }
}

} // namespace

void leave_out(rpc::service& from, method_descriptor const& method) {
    from.withheld.resize(from.description->methods.size());
    from.withheld[method.number] = true;
}

bool is_plain(listener_options const& options) {
    return options.name.empty() && !options.is_trusted && !options.signatures && !options.requires_signature &&
           options.client_ca_file.empty() && !options.authenticate && !options.requires_user && options.only.empty() &&
           options.pages.empty();
}

std::shared_ptr<rpc::registry const> services_at(listener_options const& options,
                                                 std::vector<rpc::service> const& services,
                                                 std::vector<named_filter> const& filters, std::string const& url,
                                                 bool development, std::vector<std::string>& lines) {
    check_names(options, services);
    std::vector<named_filter> all;
    if (options.authenticate || options.requires_user)
        all.push_back({"authenticate", authenticated(options.authenticate, options.requires_user)});
    all.insert(all.end(), filters.begin(), filters.end());
    std::string between;
    for (named_filter const& one : all)
        between += (between.empty() ? "" : ", ") + one.name;
    auto made = std::make_shared<rpc::registry>();
    for (rpc::service one : services) {
        auto const methods = one.description->methods;
        for (method_descriptor const& method : methods)
            if (!is_exposed(options, method))
                leave_out(one, method);
        if (std::none_of(methods.begin(), methods.end(), [&](auto const& method) { return one.serves(method); }))
            continue;
        for (auto before = all.rbegin(); before != all.rend(); ++before)
            one.target = filtered(std::move(one.target), before->run,
                                  [development](request const& what) { return told_of_exception(what, development); });
        lines.push_back(line_of(options, url, between, one));
        made->add(std::move(one));
    }
    return made;
}

} // namespace yonder::app
