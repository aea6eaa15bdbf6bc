// SPDX-License-Identifier: BSL-1.0
#include "has_arguments.hpp"

#include <yonder/call/request.hpp>
#include <yonder/describe/word.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace yonder {

std::string full_name(method_descriptor const& method) {
    std::string name(method.owner->name);
    name += '.';
    name += method.name;
    return name;
}

bool is_secret(method_descriptor const& method, std::string_view parameter) noexcept {
    return !parameter.empty() &&
           !describe::all_words(method.secret_parameters, [&](std::string_view word) { return word != parameter; });
}

std::string who_is_older(interface_descriptor const& here, unsigned caller) {
    if (here.minor == caller)
        return {};
    std::string const mine = std::to_string(here.minor);
    std::string const name(here.name);
    if (caller == 0)
        return "; the caller says no minor version of " + name + ", and this side has " + mine +
               ": the caller may be the older one";
    return "; the caller knows minor version " + std::to_string(caller) + " of " + name + ", and this side " + mine +
           (caller > here.minor ? ": this side is the older one" : ": the caller is the older one");
}

request::request(method_descriptor const& method, void const* tuple) noexcept : method_(&method), tuple_(tuple) {
    header.version = method.owner->minor;
}

request::request(method_descriptor const& method, payload arguments)
    : method_(&method), form_(arguments.form), owned_(std::make_shared<payload const>(std::move(arguments))) {
    bytes_ = owned_->bytes;
}

namespace {

// Only JSON has names, so it is asked, too, why arguments have no form.
void encode_objects(method_descriptor const& method, void const* tuple, format form, std::string& out) {
    try {
        method.encode_arguments(method, tuple, form, out);
    } catch (...) {
        std::string unused;
        if (form == format::binary)
            method.encode_arguments(method, tuple, format::json, unused);
        throw;
    }
}

} // namespace

void request::encode(format form, std::string& out) const {
    if (!has_arguments(header.intent))
        return;
    if (tuple_)
        encode_objects(*method_, tuple_, form, out);
    else if (form == form_)
        out += bytes_;
    else
        method_->convert_arguments(*method_, bytes_, form_, form, out);
}

std::string_view request::bytes(format form, std::string& buffer) const {
    if (!tuple_ && form == form_)
        return bytes_;
    buffer.clear();
    encode(form, buffer);
    return buffer;
}

request request::own() const {
    if (owned_)
        return *this;
    payload arguments;
    arguments.form = form();
    encode(arguments.form, arguments.bytes);
    request kept(*method_, std::move(arguments));
    kept.header = header;
    kept.reply_form = reply_form;
    return kept;
}

boost::json::value request::to_value() const {
    std::string buffer;
    std::string_view const text = bytes(format::json, buffer);
    if (text.empty()) // none were sent, as over HTTP without a body, or of a call that was made before
        return boost::json::object();
    return boost::json::parse(boost::json::string_view(text));
}

void request::set_arguments(boost::json::value const& arguments) {
    owned_ = std::make_shared<payload const>(payload{format::json, boost::json::serialize(arguments)});
    tuple_ = nullptr;
    bytes_ = owned_->bytes;
    form_ = format::json;
}

} // namespace yonder
