// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_RENDERING_HPP
#define YONDER_HTTP_RENDERING_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>
#include <yonder/http/message.hpp>

#include <boost/json/fwd.hpp>

#include <memory>
#include <optional>
#include <string>

namespace yonder::http {

// A method by its names on the wire: "shop.v1.Orders" and "place".
struct called_method {
    std::string interface_name{};
    std::string method_name{};
};

// Reads calls from requests that are not of the Connect protocol. Several threads use one at once.
class request_reader {
public:
    virtual ~request_reader() = default;

    // Which method a request calls, from its method, target and fields; it has no body yet. Nothing: it is none for
    // this reader. What it throws refuses the request.
    virtual std::optional<called_method> find(message const& head) const = 0;

    // The arguments that the whole request gives `method`: an object keyed by parameter names. What it throws is what
    // the caller gets: yonder::error as it is, invalid_argument otherwise.
    virtual boost::json::value read(method_descriptor const& method, message const& whole) const = 0;
};

// Writes answers to such requests. Several threads use one at once.
class response_generator {
public:
    virtual ~response_generator() = default;

    // `result` is what the method returned: a described struct as itself, anything else under "result".
    virtual message generate(method_descriptor const& method, boost::json::value const& result) const = 0;

    // For a call that failed, or did not begin. At first the error object of the Connect protocol, with its status.
    virtual message generate(method_descriptor const& method, failure const& what) const;
};

// A way to write calls as HTTP beside the Connect protocol. Of calls without streams; deadlines, the header of the
// call, users and signatures are read from fields as ever.
struct rendering {
    std::string name{}; // for people
    std::shared_ptr<request_reader const> reader;
    std::shared_ptr<response_generator const> generator;
};

// The status and the error object that the Connect protocol has for a failure.
message connect_failure(failure const& what);

} // namespace yonder::http

#endif
