// SPDX-License-Identifier: BSL-1.0
#include "model.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace yonder::codec::proto {
namespace {

// Words that begin something else where a type may stand.
constexpr std::array<std::string_view, 36> keywords = {
    "bool",     "bytes",    "double", "enum",     "extend",   "extensions", "fixed32", "fixed64", "float",
    "group",    "import",   "int32",  "int64",    "map",      "max",        "message", "oneof",   "option",
    "optional", "package",  "public", "repeated", "required", "reserved",   "returns", "rpc",     "service",
    "sfixed32", "sfixed64", "sint32", "sint64",   "stream",   "string",     "syntax",  "uint32",  "uint64"};

std::string joined(std::string const& scope, std::string const& name) {
    return scope.empty() ? name : scope + "." + name;
}

class printer {
public:
    explicit printer(std::set<std::string> const& names) : names_(names) {}

    std::string print(file const& one) {
        package_ = one.package;
        line("// Printed from a C++ contract by Yonder: change that, and print it again.");
        line("syntax = \"proto3\";");
        if (!one.package.empty()) {
            blank();
            line("package " + one.package + ";");
        }
        std::set<std::string> imports = one.used_files;
        for (std::string const& package : one.used_packages)
            imports.insert(path_of(package));
        if (!imports.empty())
            blank();
        for (std::string const& path : imports)
            line("import \"" + path + "\";");
        for (service const& made : one.services)
            add(made, one.package);
        for (message const& made : one.messages) {
            blank();
            add(made, one.package);
        }
        return std::move(text_);
    }

private:
    void line(std::string const& text) { text_.append(2 * depth_, ' ').append(text) += '\n'; }
    void blank() { text_ += '\n'; }
    void open(std::string const& text) {
        line(text + " {");
        ++depth_;
    }
    void close() {
        --depth_;
        line("}");
    }
    void comment(std::vector<std::string> const& lines) {
        for (std::string const& one : lines)
            line(one.empty() ? "//" : "// " + one);
    }

    void add(service const& made, std::string const& package) {
        blank();
        comment(made.comments);
        open("service " + made.name);
        for (method const& one : made.methods) {
            comment(one.comments);
            std::string const text = "rpc " + one.name + "(" + (one.streams_request ? "stream " : "") +
                                     shortest(one.request, package) + ") returns (" +
                                     (one.streams_response ? "stream " : "") + shortest(one.response, package) + ")";
            if (one.options.empty()) {
                line(text + ";");
                continue;
            }
            open(text);
            for (std::string const& option : one.options)
                line("option " + option + ";");
            close();
        }
        close();
    }

    void add(message const& made, std::string const& outer) {
        comment(made.comments);
        bool const is_empty = made.nested.empty() && made.fields.empty() && made.enumeration.empty();
        if (is_empty)
            return line("message " + made.name + " {}");
        std::string const here = joined(outer, made.name);
        open("message " + made.name);
        for (message const& one : made.nested) {
            add(one, here);
            if (&one != &made.nested.back() || !made.fields.empty())
                blank();
        }
        if (!made.enumeration.empty())
            add_enumeration(made);
        if (!made.oneof.empty())
            open("oneof " + made.oneof);
        for (field const& one : made.fields)
            add(one, here);
        if (!made.oneof.empty())
            close();
        close();
    }

    void add_enumeration(message const& made) {
        open("enum " + made.enumeration);
        if (made.has_aliases)
            line("option allow_alias = true;");
        for (enumerator const& one : made.enumerators) {
            comment(one.comments);
            line(one.name + " = " + std::to_string(one.number) + ";");
        }
        close();
    }

    void add(field const& one, std::string const& scope) {
        comment(one.comments);
        std::string const type = shortest(one.type, scope);
        std::string const label = one.label.empty() ? "" : one.label + " ";
        line(label + (one.key.empty() ? type : "map<" + one.key + ", " + type + ">") + " " + one.name + " = " +
             std::to_string(one.number) + (one.is_deprecated ? " [deprecated = true];" : ";") +
             (one.remark.empty() ? "" : " // " + one.remark));
    }

    // What a name means in a scope: the innermost scope that has its first word decides.
    std::string meaning(std::string_view name, std::string scope) const {
        std::string const first(name.substr(0, name.find('.')));
        for (;;) {
            if (names_.contains(joined(scope, first)))
                return "." + joined(scope, std::string(name));
            if (scope.empty())
                return {};
            std::size_t const last = scope.rfind('.');
            scope.resize(last == scope.npos ? 0 : last);
        }
    }

    // The shortest way to say a full name in a scope; one of another package is said in full.
    std::string shortest(std::string const& type, std::string const& scope) const {
        if (!type.starts_with('.'))
            return type;
        for (std::string within = scope;;) {
            std::string const prefix = within.empty() ? "." : "." + within + ".";
            if (type.starts_with(prefix)) {
                std::string_view const name = std::string_view(type).substr(prefix.size());
                bool const is_keyword = std::ranges::find(keywords, name.substr(0, name.find('.'))) != keywords.end();
                if (!is_keyword && meaning(name, scope) == type)
                    return std::string(name);
            }
            if (within.empty())
                return type;
            std::size_t const last = within.rfind('.');
            within.resize(last == within.npos || within == package_ ? 0 : last);
        }
    }

    std::set<std::string> const& names_;
    std::string package_;
    std::string text_;
    std::size_t depth_ = 0;
};

} // namespace

std::string path_of(std::string const& package) {
    std::string path = package;
    std::ranges::replace(path, '.', '/');
    return path.empty() ? "contract.proto" : path + "/contract.proto";
}

std::string print(file const& printed, std::set<std::string> const& names) { return printer(names).print(printed); }

} // namespace yonder::codec::proto
