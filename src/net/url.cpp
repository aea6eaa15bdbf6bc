// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <yonder/net/url.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace yonder::net {
namespace {

struct scheme {
    std::string_view name;
    net::dialect dialect;
    net::way way;
    std::uint16_t port; // where none is said; 0 if one must be
};

constexpr std::array<scheme, 6> schemes{{{"http", dialect::http, way::tcp, 80},
                                         {"https", dialect::http, way::tls, 443},
                                         {"http+unix", dialect::http, way::unix_socket, 0},
                                         {"yonder", dialect::yonder, way::tcp, 0},
                                         {"yonder+tls", dialect::yonder, way::tls, 0},
                                         {"yonder+unix", dialect::yonder, way::unix_socket, 0}}};

std::string scheme_of(url const& where) {
    for (scheme const& one : schemes)
        if (one.dialect == where.dialect && one.way == where.way)
            return std::string(one.name);
    return {};
}

constexpr std::string_view known_schemes(std::optional<dialect> only) {
    return !only                    ? "http, https, http+unix, yonder, yonder+tls or yonder+unix"
           : *only == dialect::http ? "http, https or http+unix"
                                    : "yonder, yonder+tls or yonder+unix";
}

url parse(std::string_view text, std::optional<dialect> only) {
    auto const parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (parsed.has_error())
        throw std::invalid_argument("it is not a URL such as \"" +
                                    std::string(only == dialect::yonder ? "yonder" : "http") + "://host:port\"");
    boost::urls::url_view const view = parsed.value();
    auto const as_string = [](auto const& part) { return std::string(part.data(), part.size()); };
    if (view.has_query() || view.has_fragment())
        throw std::invalid_argument("a query or fragment has no meaning here");
    if (view.has_userinfo())
        throw std::invalid_argument("a user and password do not belong into it");
    if (text.find("%00") != text.npos)
        throw std::invalid_argument("a zero byte has no place in it");
    std::string const name = in_lower_case(as_string(view.scheme()));
    auto const known = std::find_if(schemes.begin(), schemes.end(), [&](scheme const& one) {
        return one.name == name && (!only || one.dialect == *only);
    });
    if (known == schemes.end())
        throw std::invalid_argument("the scheme is not " + std::string(known_schemes(only)));
    url result;
    result.dialect = known->dialect;
    result.way = known->way;
    if (result.way == way::unix_socket) {
        result.host = view.path();
        if (!view.host().empty() || result.host.size() < 2)
            throw std::invalid_argument("a Unix socket is written with three slashes: \"" + name +
                                        ":///run/shop.sock\"");
        return result;
    }
    result.host = view.host_type() == boost::urls::host_type::ipv6 ? as_string(view.encoded_host()) : view.host();
    if (result.host.size() > 2 && result.host.front() == '[')
        result.host = result.host.substr(1, result.host.size() - 2);
    if (result.host.empty())
        throw std::invalid_argument("the host is missing");
    result.port = known->port;
    if (view.has_port()) {
        std::string const port = as_string(view.port());
        auto const [end, problem] = std::from_chars(port.data(), port.data() + port.size(), result.port);
        if (problem != std::errc() || end != port.data() + port.size())
            throw std::invalid_argument("the port is not a number from 0 to 65535");
    } else if (result.dialect == dialect::yonder) {
        throw std::invalid_argument("the port is missing: write \"" + name + "://host:port\"");
    }
    result.prefix = as_string(view.encoded_path());
    while (!result.prefix.empty() && result.prefix.back() == '/')
        result.prefix.pop_back();
    if (!result.prefix.empty() && result.dialect == dialect::yonder)
        throw std::invalid_argument("a path has no meaning after " + name + "://host:port");
    return result;
}

} // namespace

std::string url::to_string() const {
    std::string text = scheme_of(*this) + "://";
    if (way == net::way::unix_socket)
        return text + host;
    text += host.find(':') == host.npos ? host : "[" + host + "]";
    text += ':' + std::to_string(port) + prefix;
    return text;
}

url parse_url(std::string_view text) { return parse(text, std::nullopt); }
url parse_url(std::string_view text, dialect only) { return parse(text, only); }

} // namespace yonder::net
