// SPDX-License-Identifier: BSL-1.0
#include <yonder/rpc/contract.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace yonder::rpc {
namespace {

namespace js = boost::json;
using codec::kind;
using codec::schema;

constexpr std::int64_t format_version = 1;

// Writes types down as texts, "list of bank.v1.Money", and collects those that have a form of their own.
class recorder {
public:
    std::string text_of(schema const& type) {
        auto const of_first = [&](char const* what) { return what + (" of " + text_of(type.elements[0]())); };
        switch (type.what) {
        case kind::boolean:
            return "bool";
        case kind::integer:
            return (type.is_signed ? "int" : "uint") + std::to_string(type.bits);
        case kind::floating:
            return "float" + std::to_string(type.bits);
        case kind::text:
            return "text";
        case kind::bytes:
            return type.extent ? "bytes[" + std::to_string(type.extent) + "]" : "bytes";
        case kind::optional:
        case kind::pointer:
            return of_first("optional");
        case kind::sequence:
            return of_first("list");
        case kind::set:
            return of_first("set");
        case kind::array:
            return of_first(("array[" + std::to_string(type.extent) + "]").c_str());
        case kind::map:
            return "map from " + text_of(type.elements[0]()) + " to " + text_of(type.elements[1]());
        case kind::tuple:
        case kind::variant:
        case kind::family:
            return list_of(type);
        case kind::duration:
            return "duration";
        case kind::time_point:
            return "time";
        case kind::enumeration:
        case kind::structure:
            add(type);
            return std::string(type.name);
        case kind::untyped:
        case kind::none:
        case kind::custom:
            break;
        }
        return "any";
    }

    js::array fields_of(std::span<codec::field_schema const> fields) {
        js::array all;
        for (codec::field_schema const& one : fields) {
            js::object field{{"name", js::string(one.name)}, {"number", one.number}, {"type", text_of(one.type())}};
            if (one.said.since)
                field["since"] = one.said.since;
            all.push_back(std::move(field));
        }
        return all;
    }

    js::object take_types() { return std::move(types_); }

private:
    std::string list_of(schema const& type) {
        std::string text = type.what == kind::tuple ? "tuple(" : type.what == kind::variant ? "one of(" : "derived(";
        char const* separator = "";
        for (codec::field_schema const& one : type.fields) {
            text += separator + std::to_string(one.number) + " " +
                    (one.name.empty() ? "" : std::string(one.name) + " as ") + text_of(one.type());
            separator = ", ";
        }
        return text + ")";
    }

    void add(schema const& type) {
        js::string const name(type.name);
        if (!seen_.insert(std::string(type.name)).second)
            return;
        if (type.what == kind::structure) {
            types_[name] = js::object{{"members", fields_of(type.fields)}};
            return;
        }
        js::object values;
        for (codec::enumerator_schema const& one : type.enumerators)
            values[js::string(one.name)] = one.value;
        types_[name] = js::object{{"enumerators", std::move(values)}};
    }

    std::set<std::string> seen_;
    js::object types_;
};

js::value record_value(std::vector<interface_schema> const& interfaces) {
    recorder types;
    js::object all;
    for (interface_schema const& one : interfaces) {
        js::object methods;
        for (method_schema const& method : one.methods) {
            js::object made{{"parameters", types.fields_of(method.parameters)},
                            {"result", method.result ? types.text_of(method.result()) : std::string("nothing")}};
            if (method.streams_arguments)
                made["streams_arguments"] = true;
            if (method.streams_results)
                made["streams_results"] = true;
            if (method.is_idempotent)
                made["idempotent"] = true;
            if (method.said.since)
                made["since"] = method.said.since;
            methods[js::string(method.name)] = std::move(made);
        }
        js::object thrown;
        for (thrown_schema const& exception : one.throws)
            thrown[types.text_of(exception.type())] = std::string(to_string(exception.code));
        all[js::string(one.name)] = js::object{{"methods", std::move(methods)}, {"throws", std::move(thrown)}};
    }
    return js::object{
        {"yonder_contract", format_version}, {"interfaces", std::move(all)}, {"types", types.take_types()}};
}

std::string text_in(js::value const& value) { return std::string(value.as_string()); }

// What may be left out: an old peer does.
bool may_be_absent(std::string const& type) {
    return type.starts_with("optional of ") || type.starts_with("list of ") || type.starts_with("set of ") ||
           type.starts_with("map from ");
}

class comparison {
public:
    comparison(js::object const& before, js::object const& now) {
        compare_interfaces(before.at("interfaces").as_object(), now.at("interfaces").as_object());
        compare_types(before.at("types").as_object(), now.at("types").as_object());
    }

    contract_changes take() { return std::move(found_); }

private:
    void breaks(std::string text) { found_.breaking.push_back(std::move(text)); }
    void adds(std::string text) { found_.compatible.push_back(std::move(text)); }

    void compare_interfaces(js::object const& before, js::object const& now) {
        for (auto const& [name, old] : before) {
            std::string const text(name);
            if (auto const* const made = now.if_contains(name))
                compare_methods(text, old.at("methods").as_object(), made->at("methods").as_object());
            else
                breaks(text + ": the interface is gone: its callers are refused");
            if (auto const* const made = now.if_contains(name))
                compare_throws(text, old.at("throws").as_object(), made->at("throws").as_object());
        }
        for (auto const& [name, made] : now)
            if (!before.contains(name))
                adds(std::string(name) + ": is new");
    }

    void compare_methods(std::string const& owner, js::object const& before, js::object const& now) {
        for (auto const& [name, old] : before) {
            std::string const text = owner + "." + std::string(name);
            auto const* const made = now.if_contains(name);
            if (!made) {
                breaks(text + ": the method is gone: its callers are refused");
                continue;
            }
            compare_fields(text, "argument", old.at("parameters").as_array(), made->at("parameters").as_array());
            if (text_in(old.at("result")) != text_in(made->at("result")))
                breaks(text + ": returned " + text_in(old.at("result")) + " and now returns " +
                       text_in(made->at("result")));
            for (auto const& [key, what] :
                 {std::pair("streams_arguments", "arguments"), {"streams_results", "results"}})
                if (old.as_object().contains(key) != made->as_object().contains(key))
                    breaks(text + ": its " + what +
                           (made->as_object().contains(key) ? " are a stream now, and were none"
                                                            : " were a stream, and are none now"));
            if (old.as_object().contains("idempotent") && !made->as_object().contains("idempotent"))
                breaks(text + ": is not idempotent any more, and callers repeat it that think it is");
        }
        for (auto const& [name, made] : now)
            if (!before.contains(name))
                adds(owner + "." + std::string(name) + ": is new" +
                     (made.as_object().contains("since") ? "" : "; say so with yonder::since"));
    }

    void compare_throws(std::string const& owner, js::object const& before, js::object const& now) {
        for (auto const& [name, code] : before) {
            auto const* const made = now.if_contains(name);
            if (made && *made != code)
                breaks(owner + ": throws " + std::string(name) + " with the code " + text_in(*made) + ", which was " +
                       text_in(code));
        }
        for (auto const& [name, code] : now)
            if (!before.contains(name))
                adds(owner + ": throws " + std::string(name) + " now, which old callers get as a remote_error");
    }

    static js::value const* find(js::array const& fields, char const* key, js::value const& wanted) {
        auto const at =
            std::find_if(fields.begin(), fields.end(), [&](js::value const& one) { return one.at(key) == wanted; });
        return at == fields.end() ? nullptr : &*at;
    }

    // "shop.v1.Order: its member "note" ".
    static std::string name_of(std::string const& owner, std::string const& noun, js::value const& field) {
        std::string text = owner;
        return text.append(": its ").append(noun).append(" \"").append(text_in(field.at("name"))).append("\" ");
    }

    void compare_fields(std::string const& owner, std::string const& noun, js::array const& before,
                        js::array const& now) {
        for (js::value const& old : before) {
            std::string const text = name_of(owner, noun, old);
            auto const number = [](js::value const& of) { return std::to_string(of.at("number").to_number<int>()); };
            if (auto const* const made = find(now, "name", old.at("name"))) {
                if (made->at("number") != old.at("number"))
                    breaks(text + "has the number " + number(*made) + " in binary, which was " + number(old) +
                           (noun == "argument" ? ": add arguments behind those that there are"
                                               : ": add members behind those that there are, or say field_number"));
                if (text_in(made->at("type")) != text_in(old.at("type")))
                    breaks(text + "was " + text_in(old.at("type")) + " and is now " + text_in(made->at("type")));
            } else if (auto const* const renamed = find(now, "number", old.at("number"));
                       renamed && !find(before, "name", renamed->at("name")) &&
                       text_in(renamed->at("type")) == text_in(old.at("type"))) {
                breaks(text + "is called \"" + text_in(renamed->at("name")) + "\" now, which JSON goes by");
            } else {
                breaks(text + "is gone: what old peers send in it is lost" +
                       (noun == "argument" ? "" : ", and they read none"));
            }
        }
        for (js::value const& made : now) {
            if (find(before, "name", made.at("name")))
                continue;
            auto const* const old = find(before, "number", made.at("number"));
            std::string const name = name_of(owner, noun, made);
            if (old && text_in(old->at("type")) == text_in(made.at("type")) && !find(now, "name", old->at("name")))
                continue; // renamed, which has been said
            if (old)
                breaks(name + "has the number of \"" + text_in(old->at("name")) + "\" in binary: take another");
            if (noun == "argument" && !may_be_absent(text_in(made.at("type"))))
                breaks(name + "is new and required, and old callers do not send it: make it optional");
            else if (!old)
                adds(name + "is new" +
                     (made.as_object().contains("since") || noun == "argument" ? "" : "; say so with yonder::since"));
        }
    }

    void compare_types(js::object const& before, js::object const& now) {
        for (auto const& [name, old] : before) {
            auto const* const made = now.if_contains(name);
            if (!made)
                continue; // whatever used it has been told of
            std::string const text(name);
            auto const* const members = old.as_object().if_contains("members");
            auto const* const members_now = made->as_object().if_contains("members");
            if (!members != !members_now)
                breaks(text + (members ? ": was a struct and is an enum now" : ": was an enum and is a struct now"));
            else if (members)
                compare_fields(text, "member", members->as_array(), members_now->as_array());
            else
                compare_enumerators(text, old.at("enumerators").as_object(), made->at("enumerators").as_object());
        }
    }

    void compare_enumerators(std::string const& owner, js::object const& before, js::object const& now) {
        for (auto const& [name, value] : before) {
            auto const* const made = now.if_contains(name);
            if (!made)
                breaks(owner + ": its enumerator \"" + std::string(name) + "\" is gone");
            else if (*made != value)
                breaks(owner + ": its enumerator \"" + std::string(name) + "\" is " + js::serialize(*made) +
                       " in binary, and was " + js::serialize(value));
        }
        for (auto const& [name, value] : now)
            if (!before.contains(name))
                adds(owner + ": its enumerator \"" + std::string(name) + "\" is new; old peers refuse it");
    }

    contract_changes found_;
};

// Indented, so that a change shows as few lines.
void print(std::string& out, js::value const& value, std::string const& indent) {
    auto const each = [&](auto const& of, char open, char close, auto one) {
        out += open;
        char const* separator = "\n";
        for (auto const& element : of) {
            out += separator + indent + "  ";
            one(element);
            separator = ",\n";
        }
        out += of.empty() ? "" : "\n" + indent;
        out += close;
    };
    bool const is_flat = value.is_object() && std::ranges::none_of(value.as_object(), [](auto const& member) {
                             return member.value().is_structured();
                         });
    if (is_flat || !value.is_structured())
        out += js::serialize(value);
    else if (value.is_array())
        each(value.as_array(), '[', ']', [&](js::value const& one) { print(out, one, indent + "  "); });
    else
        each(value.as_object(), '{', '}', [&](auto const& member) {
            out += js::serialize(member.key()) + ": ";
            print(out, member.value(), indent + "  ");
        });
}

} // namespace

std::string record(std::vector<interface_schema> const& interfaces) {
    std::string text;
    print(text, record_value(interfaces), "");
    return text + "\n";
}

contract_changes compare(std::string_view recorded, std::vector<interface_schema> const& interfaces) {
    js::error_code broken;
    js::value const before = js::parse({recorded.data(), recorded.size()}, broken);
    if (broken)
        throw std::invalid_argument("it is no JSON: " + broken.message());
    auto const* const version = before.is_object() ? before.as_object().if_contains("yonder_contract") : nullptr;
    if (!version || *version != format_version)
        throw std::invalid_argument("it is no record of a contract that this version of the library knows: record it "
                                    "anew from the code that it was made of");
    try {
        return comparison(before.as_object(), record_value(interfaces).as_object()).take();
    } catch (std::exception const& caught) { // of Boost.JSON, for a member of another type
        throw std::invalid_argument(std::string("it has been changed by hand, and is no record any more: ") +
                                    caught.what());
    }
}

int run_contract(int count, char const* const* arguments, std::vector<interface_schema> const& interfaces) {
    std::string const verb = count == 3 ? arguments[1] : "";
    if (verb != "record" && verb != "check") {
        std::cerr << "usage: " << (count > 0 ? arguments[0] : "contract")
                  << " record FILE   write down what the interfaces look like\n"
                     "       ... check FILE    compare them with what was written down\n";
        return 2;
    }
    std::string const path = arguments[2];
    if (verb == "record") {
        std::ofstream file(path);
        file << record(interfaces) << std::flush;
        if (!file)
            std::cerr << path << " cannot be written\n";
        return file ? 0 : 2;
    }
    std::ifstream file(path);
    if (!file) {
        std::cerr << path << " cannot be read: write it with record\n";
        return 2;
    }
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    try {
        contract_changes const found = compare(text, interfaces);
        for (std::string const& one : found.compatible)
            std::cout << "added: " << one << '\n';
        for (std::string const& one : found.breaking)
            std::cout << "breaks: " << one << '\n';
        return found.breaking.empty() ? 0 : 1;
    } catch (std::invalid_argument const& caught) {
        std::cerr << path << ": " << caught.what() << '\n';
        return 2;
    }
}

} // namespace yonder::rpc
