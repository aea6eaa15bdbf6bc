// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_REQUEST_HPP
#define YONDER_CALL_REQUEST_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/header.hpp>

#include <boost/json/fwd.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace yonder {

// Encoded arguments, result or item, and in which form.
struct payload {
    format form = format::json;
    std::string bytes;
};

// One call as data: a header, which method, and the arguments. The arguments are the caller's own objects, or bytes
// that somebody else keeps, or bytes that the request keeps. The first two are borrowed: such a request is valid until
// invoker::start returns; whoever needs it longer takes own(). Not for several threads at once.
class request {
public:
    // Borrows `tuple`, a std::tuple of references to const as the method's encode_arguments takes it. The header says
    // which minor version of the interface this program knows.
    request(method_descriptor const& method, void const* tuple) noexcept;

    // Borrows encoded arguments.
    request(method_descriptor const& method, std::string_view bytes, format form) noexcept
        : method_(&method), bytes_(bytes), form_(form) {}

    // Keeps encoded arguments.
    request(method_descriptor const& method, payload arguments);

    message_header header;

    // The form the reply is wanted in.
    format reply_form = format::json;

    method_descriptor const& method() const noexcept { return *method_; }

    // Whether the arguments are the caller's objects, rather than bytes.
    bool is_of_objects() const noexcept { return tuple_ != nullptr; }

    // The form that the arguments are in; of objects, the one that is wanted of the reply.
    format form() const noexcept { return tuple_ ? reply_form : form_; }

    // Appends the arguments in `form` to `out`, whatever form they are in. Throws if bytes do not decode as arguments.
    void encode(format form, std::string& out) const;

    // The arguments in `form`: a view of the bytes if they stand in that form already, or of `buffer`, filled for the
    // purpose.
    std::string_view bytes(format form, std::string& buffer) const;

    // The same call with arguments of its own: valid as long as one likes. Encodes only if they are not the request's
    // own yet.
    request own() const;

    // The arguments as a tree, for who must read or change them without knowing their types: an object keyed by
    // parameter names.
    boost::json::value to_value() const;
    void set_arguments(boost::json::value const& arguments);

private:
    method_descriptor const* method_;
    void const* tuple_ = nullptr;
    std::string_view bytes_; // when tuple_ is null
    format form_ = format::json;
    std::shared_ptr<payload const> owned_; // what bytes_ views, if the request keeps them
};

} // namespace yonder

#endif
