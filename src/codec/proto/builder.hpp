// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CODEC_PROTO_BUILDER_HPP
#define YONDER_SRC_CODEC_PROTO_BUILDER_HPP

#include "model.hpp"

#include <yonder/codec/schema.hpp>

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::codec::proto {

// The package of a full name, and what comes after it.
std::string package_of(std::string const& full_name);
std::string last_word_of(std::string const& full_name);

// "greet_all" as "GreetAll".
std::string in_camel_case(std::string_view name);

// Lines of doc text and the other things that are said of a method or member.
std::vector<std::string> comments_of(notes const& said);

// Whether values of a type look otherwise in JSON than the messages printed for it would there.
bool has_own_json(schema const& type);

// Makes files of types. All functions throw std::invalid_argument for what has no place in .proto.
class builder {
public:
    // First, each interface, as types may stand within one.
    void add_interface(std::string_view name);

    // Then each type that is mentioned, with those that it mentions.
    void collect(schema const& type);

    // Then, once: gives all of them their names.
    void place();

    // Then messages that are no type of C++. `what` is for errors: "the request of bank.v1.Accounts.transfer".
    void add_message(std::string const& full_name, std::string const& what, std::span<field_schema const> fields);
    void add_result(std::string const& full_name, std::string const& what, schema const& type);
    void add_oneof(std::string const& full_name, std::string const& what, schema const& variant);

    // What a struct that is used in `package` is called there.
    std::string reference_to(schema const& type, std::string const& package);

    // Whether an exception of that type is found by its name on the wire.
    bool is_renamed(schema const& type) const;

    void add_service(std::string const& package, service made);

    // At last: all files, those that are imported before those that import them.
    std::vector<file> finish();

    // All names of types and packages.
    std::set<std::string> names() const;

private:
    struct place_of_type {
        std::string full_name; // in .proto
        std::string outer;     // the full name of the message that it is nested in; empty if it is in none
        std::string package;
    };

    // What becomes a field.
    struct part {
        std::string name;
        std::uint32_t number = 0;
        schema const* type = nullptr;
        bool is_one_thing = false; // a list is wrapped here, as each is by itself
        std::string base;          // that it is of; empty if of none
        notes said;
    };
    enum class form : bool { of_all, of_one }; // a message of all its fields, or of one of them

    // A message while it is filled.
    struct scope {
        message& made;
        std::string full_name;
        std::string package;
        std::set<std::string> taken; // names within
    };

    void define(std::string const& full_name, std::string const& what);
    void place(schema const& type);
    schema const* outer_type_of(std::string const& name) const;
    static std::vector<part> parts_of(std::span<field_schema const> fields, bool are_one_thing);
    void add(std::string const& full_name, std::string const& what, std::vector<part> const& parts, form wanted);
    message make_message(std::string const& full_name, std::string const& package, std::vector<part> const& parts,
                         form wanted);
    field make_field(scope& in, part const& from);
    std::string type_of_element(scope& in, schema const& type, part const& from, std::vector<std::string>& comments);
    std::string type_of_singular(scope& in, schema const& type, part const& from, std::vector<std::string>& comments);
    std::string nest(scope& in, part const& from, std::vector<part> const& parts, form wanted);
    std::string use(scope& in, std::string const& path, std::string const& type);
    void add_types();
    file& file_of(std::string const& package);
    void append(std::string const& package, std::set<std::string>& begun, std::vector<file>& to);

    std::set<std::string> interfaces_;
    std::map<std::string, schema const*> types_; // by name on the wire
    std::vector<schema const*> in_order_;
    std::set<schema const*> seen_;
    std::map<schema const*, place_of_type> places_;
    std::map<std::string, std::set<std::string>> nested_; // names of types by the message that they are nested in
    std::map<std::string, std::string> defined_;          // what each full name stands for
    std::map<std::string, file> files_;
    std::vector<std::string> packages_; // in the order in which they came
};

} // namespace yonder::codec::proto

#endif
