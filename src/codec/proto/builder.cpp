// SPDX-License-Identifier: BSL-1.0
#include "builder.hpp"

#include <yonder/describe/word.hpp>

#include <boost/core/demangle.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace yonder::codec::proto {
namespace {

[[noreturn]] void refuse(std::string const& text) { throw std::invalid_argument("no .proto can be printed: " + text); }

[[noreturn]] void refuse_circle(std::string const& one, std::string const& other) {
    refuse(
        "the types of the packages " + one + " and " + other +
        " are made of each other, and files of .proto cannot import each other: move what both need to a namespace of "
        "its own");
}

std::string in_cpp(schema const& type) { return boost::core::demangle(type.type->name()); }

bool is_nullable_kind(kind what) { return what == kind::optional || what == kind::pointer; }
bool is_list_kind(kind what) { return what == kind::sequence || what == kind::array || what == kind::set; }

// Stands in a field once.
bool is_singular(schema const& type) {
    return !is_nullable_kind(type.what) && !is_list_kind(type.what) && type.what != kind::map;
}

schema const& element_of(schema const& type, std::size_t index = 0) { return type.elements[index](); }

// An enum of .proto has 32 bits.
bool is_wide(schema const& enumeration) {
    return std::ranges::any_of(enumeration.enumerators, [](enumerator_schema const& one) {
        return one.value != static_cast<std::int32_t>(one.value);
    });
}

// Nothing is printed of such an enumeration itself.
bool is_number(schema const& type) { return type.what == kind::enumeration && is_wide(type); }

// The words that begin a statement within an enum.
bool is_word_of_enums(std::string_view name) { return name == "option" || name == "reserved"; }

bool finds_own_json(schema const& type, std::set<schema const*>& seen) {
    auto const within = [&](schema const& inner) { return finds_own_json(inner, seen); };
    auto const of_field = [&](field_schema const& one) { return within(one.type()); };
    auto const of_wrapped = [&](schema const& inner) { return !is_singular(inner) || within(inner); };
    switch (type.what) {
    case kind::structure:
        return seen.insert(&type).second && std::ranges::any_of(type.fields, of_field);
    case kind::tuple:
        return true;
    case kind::variant:
    case kind::family:
        return std::ranges::any_of(type.fields, [&](field_schema const& one) { return of_wrapped(one.type()); });
    case kind::map:
        return element_of(type).what == kind::enumeration || of_wrapped(element_of(type, 1));
    case kind::enumeration:
        return is_wide(type) || std::ranges::any_of(type.enumerators, is_word_of_enums, &enumerator_schema::name);
    case kind::optional:
    case kind::pointer:
    case kind::sequence:
    case kind::array:
    case kind::set:
        return of_wrapped(element_of(type));
    default:
        return false;
    }
}

std::string scalar(schema const& type) {
    switch (type.what) {
    case kind::boolean:
        return "bool";
    case kind::integer:
        return std::string(type.is_signed ? "" : "u") + (type.bits == 64 ? "int64" : "int32");
    case kind::floating:
        return type.bits == 64 ? "double" : "float";
    case kind::text:
        return "string";
    case kind::enumeration: // as a key, or one that is too wide
        return !is_wide(type) ? "int32" : type.is_signed ? "int64" : "uint64";
    default:
        return "bytes";
    }
}

std::string number_of(schema const& enumeration, std::int64_t value) {
    return enumeration.is_signed ? std::to_string(value) : std::to_string(static_cast<std::uint64_t>(value));
}

std::string ordinal(std::uint32_t number) {
    static constexpr std::array<char const*, 10> words = {"first", "second",  "third",  "fourth", "fifth",
                                                          "sixth", "seventh", "eighth", "ninth",  "tenth"};
    return number <= words.size() ? words[number - 1] : "element_" + std::to_string(number);
}

// What JSON has where a message stands around a value that must be one thing.
std::string json_form(schema const& type) {
    if (is_nullable_kind(type.what))
        return "the value itself or null";
    return type.what == kind::map ? "an object" : "an array";
}

void add_lines(std::vector<std::string>& to, std::string_view text) {
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        to.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string unused(std::string name, std::set<std::string> const& taken) {
    while (taken.contains(name))
        name += '_';
    return name;
}

std::string joined(std::string const& outer, std::string const& name) {
    return outer.empty() ? name : outer + "." + name;
}

message make_enumeration(schema const& type, std::string const& name) {
    message made;
    made.name = name;
    std::set<std::string> taken;
    std::set<std::int64_t> numbers;
    for (enumerator_schema const& one : type.enumerators) {
        taken.emplace(one.name);
        made.has_aliases |= !numbers.insert(one.value).second;
    }
    made.enumeration = unused("Enum", taken);
    taken.insert(made.enumeration);
    for (enumerator_schema const& one : type.enumerators) {
        enumerator& added = made.enumerators.emplace_back();
        added.name = one.name;
        added.number = one.value;
        if (is_word_of_enums(one.name)) {
            added.comments = {"In JSON it is \"" + added.name + "\", which cannot stand here."};
            added.name = unused(added.name, taken);
            taken.insert(added.name);
        }
    }
    // Zero comes first, and there must be one.
    std::stable_partition(made.enumerators.begin(), made.enumerators.end(),
                          [](enumerator const& one) { return one.number == 0; });
    if (!numbers.contains(0))
        made.enumerators.insert(
            made.enumerators.begin(),
            {{"Not in the C++ enum, which has no zero, and refused."}, unused("unspecified", taken), 0});
    return made;
}

} // namespace

std::string package_of(std::string const& full_name) {
    std::size_t const last = full_name.rfind('.');
    return last == full_name.npos ? std::string() : full_name.substr(0, last);
}

std::string last_word_of(std::string const& full_name) { return full_name.substr(full_name.rfind('.') + 1); }

std::string in_camel_case(std::string_view name) {
    std::string result;
    bool raise = true;
    for (char const c : name) {
        if (c != '_')
            result += raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        raise = c == '_';
    }
    return result.empty() || !describe::is_word(result) ? "X" + result : result;
}

std::vector<std::string> comments_of(notes const& said) {
    std::vector<std::string> lines;
    add_lines(lines, said.doc);
    if (said.since != 0)
        lines.push_back("Since minor version " + std::to_string(said.since) + ".");
    if (!said.deprecated.empty())
        add_lines(lines, "Deprecated: " + std::string(said.deprecated));
    return lines;
}

bool has_own_json(schema const& type) {
    std::set<schema const*> seen;
    return finds_own_json(type, seen);
}

void builder::add_interface(std::string_view name) {
    interfaces_.emplace(name);
    define(std::string(name), "the interface " + std::string(name));
}

void builder::collect(schema const& type) {
    if (!seen_.insert(&type).second)
        return;
    if (!type.name.empty()) {
        auto const [at, is_new] = types_.emplace(type.name, &type);
        if (!is_new && *at->second->type != *type.type)
            refuse(in_cpp(*at->second) + " and " + in_cpp(type) + " are both called " + at->first +
                   ": give one of them another name with YONDER_NAME");
        if (is_new)
            in_order_.push_back(&type);
    }
    for (field_schema const& one : type.fields)
        collect(one.type());
    for (schema_function const one : type.elements)
        collect(one());
}

void builder::place() {
    for (schema const* const type : in_order_)
        place(*type);
}

// The type whose name is the longest beginning of `name`; null if there is none.
schema const* builder::outer_type_of(std::string const& name) const {
    for (std::string outer = package_of(name); !outer.empty(); outer = package_of(outer))
        if (auto const at = types_.find(outer); at != types_.end() && at->second->what == kind::structure)
            return at->second;
    return nullptr;
}

void builder::place(schema const& type) {
    if (places_.contains(&type))
        return;
    place_of_type made;
    std::string const name(type.name);
    auto const flat = [&](std::size_t from) {
        std::string words = name.substr(from);
        std::ranges::replace(words, '.', '_');
        return words;
    };
    if (schema const* const outer = outer_type_of(name)) {
        place(*outer);
        made.outer = places_.at(outer).full_name;
        made.package = places_.at(outer).package;
        made.full_name = made.outer + "." + flat(outer->name.size() + 1);
        nested_[made.outer].insert(last_word_of(made.full_name));
    } else {
        made.package = package_of(name);
        made.full_name = name;
        for (std::string const& interface : interfaces_)
            if (name.starts_with(interface + ".")) { // a service has no messages within
                made.package = package_of(interface);
                made.full_name = joined(made.package, flat(made.package.empty() ? 0 : made.package.size() + 1));
            }
    }
    define(made.full_name, in_cpp(type));
    places_.emplace(&type, std::move(made));
}

void builder::define(std::string const& full_name, std::string const& what) {
    auto const [at, is_new] = defined_.emplace(full_name, what);
    if (!is_new)
        refuse(full_name + " would be both " + at->second + " and " + what +
               ": give one of them another name, with YONDER_NAME or yonder::wire_name");
    for (std::string rest = full_name; !rest.empty(); rest = package_of(rest))
        if (!describe::is_word(last_word_of(rest)))
            refuse(full_name + " is no name of letters, digits and '_'; YONDER_NAME gives a type another");
}

file& builder::file_of(std::string const& package) {
    auto const [at, is_new] = files_.try_emplace(package);
    if (is_new) {
        at->second.package = package;
        packages_.push_back(package);
    }
    return at->second;
}

void builder::add_service(std::string const& package, service made) {
    file_of(package).services.push_back(std::move(made));
}

std::string builder::reference_to(schema const& type, std::string const& package) {
    schema const& known = *types_.at(std::string(type.name));
    place_of_type const& there = places_.at(&known);
    if (there.package != package)
        file_of(package).used_packages.insert(there.package);
    return "." + there.full_name;
}

bool builder::is_renamed(schema const& type) const {
    return places_.at(types_.at(std::string(type.name))).full_name != type.name;
}

std::vector<builder::part> builder::parts_of(std::span<field_schema const> fields, bool are_one_thing) {
    std::vector<part> parts;
    for (field_schema const& one : fields)
        parts.push_back({one.name.empty() ? ordinal(one.number) : std::string(one.name), one.number, &one.type(),
                         are_one_thing, one.base ? std::string(one.base()) : std::string(), one.said});
    return parts;
}

void builder::add_message(std::string const& full_name, std::string const& what, std::span<field_schema const> fields) {
    add(full_name, what, parts_of(fields, false), form::of_all);
}

void builder::add_result(std::string const& full_name, std::string const& what, schema const& type) {
    add(full_name, what, {{"result", 1, &type, false, {}, {}}}, form::of_all);
}

void builder::add_oneof(std::string const& full_name, std::string const& what, schema const& variant) {
    add(full_name, what, parts_of(variant.fields, true), form::of_one);
}

void builder::add(std::string const& full_name, std::string const& what, std::vector<part> const& parts, form wanted) {
    define(full_name, what);
    std::string const package = package_of(full_name);
    message made = make_message(full_name, package, parts, wanted);
    file_of(package).messages.push_back(std::move(made));
}

message builder::make_message(std::string const& full_name, std::string const& package, std::vector<part> const& parts,
                              form wanted) {
    message made;
    made.name = last_word_of(full_name);
    scope in{made, full_name, package, nested_[full_name]};
    for (part const& one : parts) {
        if (!describe::is_word(one.name))
            refuse("the name " + one.name + " in " + full_name + " is not of letters, digits and '_'");
        in.taken.insert(one.name);
        if (one.type->what == kind::map)
            in.taken.insert(in_camel_case(one.name) + "Entry"); // which protoc makes
    }
    if (wanted == form::of_one)
        made.oneof = unused("kind", in.taken);
    for (part const& one : parts)
        made.fields.push_back(make_field(in, one));
    return made;
}

field builder::make_field(scope& in, part const& from) {
    schema const& type = *from.type;
    field made;
    made.name = from.name;
    made.number = from.number;
    made.comments = comments_of(from.said);
    made.is_deprecated = from.said.is_deprecated;
    if (type.extent != 0)
        made.comments.push_back("Always " + std::to_string(type.extent) +
                                (type.what == kind::array ? " elements." : " bytes."));
    if (type.what == kind::set)
        made.comments.emplace_back("No element twice.");
    if (!from.base.empty())
        made.remark = "of the base " + from.base;
    if (in.made.oneof.empty())
        made.label = "optional";
    if (from.is_one_thing || is_singular(type)) {
        made.type = type_of_element(in, type, from, made.comments);
    } else if (is_nullable_kind(type.what)) {
        made.type = type_of_element(in, element_of(type), from, made.comments);
    } else if (is_list_kind(type.what)) {
        made.label = "repeated";
        made.type = type_of_element(in, element_of(type), from, made.comments);
    } else {
        schema const& key = element_of(type);
        if (key.what == kind::enumeration)
            made.comments.push_back("The keys are numbers of " + std::string(key.name) + ", and names in JSON.");
        made.label.clear();
        made.key = scalar(key);
        made.type = type_of_element(in, element_of(type, 1), from, made.comments);
    }
    return made;
}

// What must be one thing is wrapped where it is none.
std::string builder::type_of_element(scope& in, schema const& type, part const& from,
                                     std::vector<std::string>& comments) {
    if (is_singular(type))
        return type_of_singular(in, type, from, comments);
    part const inside{is_nullable_kind(type.what) ? "value" : "values", 1, &type, false, {}, {}};
    std::string wrapper = nest(in, from, {inside}, form::of_all);
    comments.push_back("JSON has " + json_form(type) + " in place of each " + last_word_of(wrapper) + ".");
    return wrapper;
}

std::string builder::type_of_singular(scope& in, schema const& type, part const& from,
                                      std::vector<std::string>& comments) {
    switch (type.what) {
    case kind::structure:
        return reference_to(type, in.package);
    case kind::enumeration: {
        if (!is_wide(type))
            return reference_to(type, in.package) + "." + make_enumeration(type, {}).enumeration;
        std::string known;
        for (enumerator_schema const& one : type.enumerators)
            known += (known.empty() ? "" : ", ") + std::string(one.name) + " = " + number_of(type, one.value);
        comments.push_back("One of " + std::string(type.name) +
                           ", some of which are beyond an enum of 32 bits: " + known + ". JSON has their names.");
        return scalar(type);
    }
    case kind::tuple: {
        std::string made = nest(in, from, parts_of(type.fields, true), form::of_all);
        comments.push_back("JSON has an array in place of each " + last_word_of(made) + ".");
        return made;
    }
    case kind::family:
        comments.emplace_back("A null pointer is one without any of them.");
        return nest(in, from, parts_of(type.fields, true), form::of_one);
    case kind::variant:
        return nest(in, from, parts_of(type.fields, true), form::of_one);
    case kind::duration:
        return use(in, "google/protobuf/duration.proto", "Duration");
    case kind::time_point:
        return use(in, "google/protobuf/timestamp.proto", "Timestamp");
    case kind::untyped:
        return use(in, "google/protobuf/struct.proto", "Value");
    default:
        return scalar(type);
    }
}

std::string builder::use(scope& in, std::string const& path, std::string const& type) {
    file_of(in.package).used_files.insert(path);
    return ".google.protobuf." + type;
}

// A message for what has no name of its own, called as its field.
std::string builder::nest(scope& in, part const& from, std::vector<part> const& parts, form wanted) {
    std::string name = in_camel_case(from.name);
    if (in.taken.contains(name))
        name = unused(name + std::to_string(from.number), in.taken);
    in.taken.insert(name);
    std::string const full_name = in.full_name + "." + name;
    define(full_name, "what " + from.name + " of " + in.full_name + " holds");
    in.made.nested.push_back(make_message(full_name, in.package, parts, wanted));
    return "." + full_name;
}

void builder::add_types() {
    std::map<std::string, message> made;
    std::vector<place_of_type const*> placed;
    for (schema const* const type : in_order_) {
        if (is_number(*type))
            continue;
        place_of_type const& there = places_.at(type);
        placed.push_back(&there);
        message& one = made[there.full_name];
        if (type->what == kind::structure)
            one = make_message(there.full_name, there.package, parts_of(type->fields, false), form::of_all);
        else
            one = make_enumeration(*type, last_word_of(there.full_name));
        if (one.name != last_word_of(std::string(type->name)))
            one.comments.push_back(std::string(type->name) + " in C++.");
    }
    // Those that lie deepest are put into theirs first.
    std::stable_sort(placed.begin(), placed.end(), [](place_of_type const* a, place_of_type const* b) {
        return std::ranges::count(a->full_name, '.') > std::ranges::count(b->full_name, '.');
    });
    for (place_of_type const* const one : placed)
        if (!one->outer.empty())
            made.at(one->outer).nested.push_back(std::move(made.at(one->full_name)));
    for (schema const* const type : in_order_)
        if (place_of_type const& there = places_.at(type); there.outer.empty() && !is_number(*type))
            file_of(there.package).messages.push_back(std::move(made.at(there.full_name)));
}

// After those that it imports.
void builder::append(std::string const& package, std::set<std::string>& begun, std::vector<file>& to) {
    if (std::ranges::find(to, package, &file::package) != to.end())
        return;
    file const& one = file_of(package);
    begun.insert(package);
    for (std::string const& used : one.used_packages) {
        if (begun.contains(used) && std::ranges::find(to, used, &file::package) == to.end())
            refuse_circle(used, package);
        append(used, begun, to);
    }
    to.push_back(one);
}

std::vector<file> builder::finish() {
    add_types();
    for (std::string const& package : packages_)
        for (std::string outer = package; !outer.empty(); outer = package_of(outer))
            if (auto const at = defined_.find(outer); at != defined_.end())
                refuse("the package " + package + " would be within " + at->second +
                       ": give what stands there another name with YONDER_NAME");
    std::vector<file> all;
    std::set<std::string> begun;
    for (std::string const& package : packages_)
        append(package, begun, all);
    return all;
}

std::set<std::string> builder::names() const {
    std::set<std::string> all;
    for (auto const& [name, what] : defined_)
        for (std::string rest = name; !rest.empty(); rest = package_of(rest))
            all.insert(rest);
    for (schema const* const type : in_order_)
        if (type->what == kind::enumeration)
            all.insert(places_.at(type).full_name + "." + make_enumeration(*type, {}).enumeration);
    for (char const* const name : {"google", "google.protobuf", "google.protobuf.Duration", "google.protobuf.Timestamp",
                                   "google.protobuf.Value"})
        all.insert(name);
    return all;
}

} // namespace yonder::codec::proto
