// SPDX-License-Identifier: BSL-1.0
#include "../codec/proto/builder.hpp"

#include <yonder/rpc/proto.hpp>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace yonder::rpc {
namespace {

namespace proto = codec::proto;

// What a method takes and returns, as messages of the package of its interface.
class method_printer {
public:
    method_printer(proto::builder& builder, interface_schema const& owner)
        : builder_(builder), owner_(owner.name), package_(proto::package_of(owner_)) {}

    proto::method print(method_schema const& method) {
        proto::method made;
        made.name = method.name;
        made.comments = proto::comments_of(method.said);
        made.streams_request = method.streams_arguments;
        made.streams_response = method.streams_results;
        if (method.said.is_deprecated)
            made.options.emplace_back("deprecated = true");
        if (method.is_idempotent)
            made.options.emplace_back("idempotency_level = IDEMPOTENT");

        std::string const where = owner_ + "." + made.name;
        std::string const name = owner_ + proto::in_camel_case(made.name);
        builder_.add_message(name + "Request", "the request of " + where, method.parameters);
        made.request = "." + name + "Request";
        made.response = response_of(method, name + "Response", "the response of " + where);

        if (method.streams_arguments)
            made.comments.emplace_back(
                method.parameters.size() == 1
                    ? "Each message has one item."
                    : "The first message has the other arguments, and each further one an item.");
        bool has_own_json = method.result && codec::proto::has_own_json(method.result());
        for (codec::field_schema const& one : method.parameters)
            has_own_json = has_own_json || codec::proto::has_own_json(one.type());
        if (has_own_json)
            made.comments.emplace_back(
                "For the binary form: some of it looks otherwise in JSON, as comments below say.");
        return made;
    }

private:
    std::string response_of(method_schema const& method, std::string const& name, std::string const& what) {
        if (!method.result) {
            builder_.add_message(name, what, {});
        } else if (codec::schema const& result = method.result(); !method.is_whole) {
            builder_.add_result(name, what, result);
        } else if (result.what == codec::kind::structure) {
            return builder_.reference_to(result, package_);
        } else { // an outcome
            builder_.add_oneof(name, what, result);
        }
        return "." + name;
    }

    proto::builder& builder_;
    std::string owner_;
    std::string package_;
};

std::string text_of(yonder::code value) { return std::string(to_string(value)); }

std::vector<std::string> comments_of(interface_schema const& one, proto::builder const& builder) {
    std::vector<std::string> lines;
    if (!one.throws.empty())
        lines.emplace_back("Its errors may carry in their details:");
    for (thrown_schema const& thrown : one.throws) {
        codec::schema const& type = thrown.type();
        if (builder.is_renamed(type))
            throw std::invalid_argument("no .proto can be printed: " + std::string(type.name) + ", which " +
                                        std::string(one.name) +
                                        " throws, cannot be found by that name as it stands within an interface: give "
                                        "it another with YONDER_NAME");
        lines.push_back("  " + std::string(type.name) + " (" + text_of(thrown.code) + ")");
    }
    return lines;
}

void collect(contract const& of, proto::builder& builder) {
    for (interface_schema const& one : of.interfaces)
        builder.add_interface(one.name);
    for (interface_schema const& one : of.interfaces) {
        for (method_schema const& method : one.methods) {
            for (codec::field_schema const& parameter : method.parameters)
                builder.collect(parameter.type());
            if (method.result)
                builder.collect(method.result());
        }
        for (thrown_schema const& thrown : one.throws)
            builder.collect(thrown.type());
    }
    for (codec::schema const* const type : of.types)
        builder.collect(*type);
    builder.place();
}

// The places of what was asked for.
std::vector<std::string> packages_of(contract const& of) {
    std::vector<std::string> packages;
    for (interface_schema const& one : of.interfaces)
        packages.push_back(proto::package_of(std::string(one.name)));
    for (codec::schema const* const type : of.types)
        packages.push_back(proto::package_of(std::string(type->name)));
    return packages;
}

} // namespace

void add_interface(contract& to, interface_schema const& one) {
    if (std::ranges::find(to.interfaces, one.name, &interface_schema::name) == to.interfaces.end())
        to.interfaces.push_back(one);
}

std::vector<proto_file> print_files(contract const& of) {
    proto::builder builder;
    collect(of, builder);
    for (interface_schema const& one : of.interfaces) {
        std::string const name(one.name);
        proto::service made;
        made.name = proto::last_word_of(name);
        made.comments = comments_of(one, builder);
        method_printer printer(builder, one);
        made.methods.reserve(one.methods.size());
        for (method_schema const& method : one.methods)
            made.methods.push_back(printer.print(method));
        builder.add_service(proto::package_of(name), std::move(made));
    }
    std::vector<proto::file> const files = builder.finish();
    std::set<std::string> const names = builder.names();
    std::vector<proto_file> printed;
    printed.reserve(files.size());
    for (proto::file const& one : files)
        printed.push_back({proto::path_of(one.package), proto::print(one, names)});
    return printed;
}

std::string print_file(contract const& of) {
    std::vector<std::string> const packages = packages_of(of);
    for (std::string const& one : packages)
        if (one != packages.front())
            throw std::invalid_argument("print_proto prints one file, and \"" + packages.front() + "\" and \"" + one +
                                        "\" are two packages: print_proto_files prints them all");
    for (proto_file& one : print_files(of))
        if (!packages.empty() && one.path == proto::path_of(packages.front()))
            return std::move(one.text);
    return {};
}

} // namespace yonder::rpc
