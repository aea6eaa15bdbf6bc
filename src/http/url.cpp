// SPDX-License-Identifier: BSL-1.0
#include "connect_error.hpp"

#include <yonder/http/url.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <stdexcept>
#include <system_error>

namespace yonder::http {

std::string url::to_string() const {
    if (scheme == http::scheme::unix_socket)
        return "http+unix://" + host;
    std::string text = scheme == http::scheme::https ? "https://" : "http://";
    text += host.find(':') == host.npos ? host : "[" + host + "]";
    text += ':' + std::to_string(port) + prefix;
    return text;
}

url parse_url(std::string_view text) {
    auto const parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (parsed.has_error())
        throw std::invalid_argument("it is not a URL such as \"http://host:port\"");
    boost::urls::url_view const view = parsed.value();
    auto const as_string = [](auto const& part) { return std::string(part.data(), part.size()); };
    if (view.has_query() || view.has_fragment())
        throw std::invalid_argument("a query or fragment has no meaning here");
    if (view.has_userinfo())
        throw std::invalid_argument("a user and password do not belong into it");
    if (text.find("%00") != text.npos)
        throw std::invalid_argument("a zero byte has no place in it");
    url result;
    std::string const name = in_lower_case(as_string(view.scheme()));
    if (name == "http+unix") {
        result.scheme = scheme::unix_socket;
        result.host = view.path();
        if (!view.host().empty() || result.host.size() < 2)
            throw std::invalid_argument("a Unix socket is written with three slashes: \"http+unix:///run/shop.sock\"");
        return result;
    }
    if (name != "http" && name != "https")
        throw std::invalid_argument("the scheme is not http, https or http+unix");
    result.scheme = name == "https" ? scheme::https : scheme::http;
    result.host = view.host_type() == boost::urls::host_type::ipv6 ? as_string(view.encoded_host()) : view.host();
    if (result.host.size() > 2 && result.host.front() == '[')
        result.host = result.host.substr(1, result.host.size() - 2);
    if (result.host.empty())
        throw std::invalid_argument("the host is missing");
    result.port = result.scheme == scheme::https ? 443 : 80;
    if (view.has_port()) {
        std::string const port = as_string(view.port());
        auto const [end, problem] = std::from_chars(port.data(), port.data() + port.size(), result.port);
        if (problem != std::errc() || end != port.data() + port.size())
            throw std::invalid_argument("the port is not a number from 0 to 65535");
    }
    result.prefix = as_string(view.encoded_path());
    while (!result.prefix.empty() && result.prefix.back() == '/')
        result.prefix.pop_back();
    return result;
}

} // namespace yonder::http
