// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_REQUEST_GENERATOR_HPP
#define YONDER_HTTP_REQUEST_GENERATOR_HPP

#include <yonder/call/failure.hpp>
#include <yonder/call/request.hpp>
#include <yonder/http/message.hpp>

#include <boost/json/fwd.hpp>

#include <variant>

namespace yonder::http {

// Writes calls as requests, for servers that do not speak the Connect protocol. Several threads use one at once.
class request_generator {
public:
    virtual ~request_generator() = default;

    // Changes `rendered`, which is the request that the Connect protocol has for the call, with the header of the call
    // in its fields. A call fails with what this throws, and is not sent.
    virtual void generate(request const& what, message& rendered) const = 0;
};

// Reads what servers answer. Several threads use one at once.
class response_reader {
public:
    virtual ~response_reader() = default;

    // What the method returned, or why the call failed: a described struct as itself, anything else under "result". A
    // call fails with what this throws.
    virtual std::variant<boost::json::value, failure> read(method_descriptor const& method,
                                                           message const& answer) const = 0;
};

// What the Connect protocol says of an answer.
std::variant<boost::json::value, failure> read_connect_answer(method_descriptor const& method, message const& answer);

} // namespace yonder::http

#endif
