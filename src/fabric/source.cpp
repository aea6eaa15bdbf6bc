// SPDX-License-Identifier: BSL-1.0
#include "../call/duration_text.hpp"
#include "../call/variable_name.hpp"
#include "source_table.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

extern char** environ;

namespace yonder {
namespace {

constexpr std::string_view prefix = "YONDER_SOURCE_";

std::optional<source> find_in(known_sources const& known, std::string_view of_method, std::string_view of_interface) {
    auto at = known.find(of_method);
    if (at == known.end())
        at = known.find(of_interface);
    return at == known.end() ? std::nullopt : std::optional(at->second);
}

class said_sources final : public source_repository {
public:
    explicit said_sources(known_sources known) : known_(std::move(known)) {}
    std::optional<source> find(std::string_view interface_name, std::string_view method_name) const override {
        std::string text(interface_name);
        text.append("/").append(method_name);
        return find_in(known_, text, interface_name);
    }
    std::vector<std::string> named_methods(std::string_view interface_name) const override {
        std::vector<std::string> named;
        for (auto const& [text, unused] : known_)
            if (text.size() > interface_name.size() && text.starts_with(interface_name) &&
                text[interface_name.size()] == '/')
                named.push_back(text.substr(interface_name.size() + 1));
        return named;
    }

private:
    known_sources known_;
};

class variable_sources final : public source_repository {
public:
    explicit variable_sources(known_sources known) : known_(std::move(known)) {}
    std::optional<source> find(std::string_view interface_name, std::string_view method_name) const override {
        if (known_.empty())
            return std::nullopt;
        return find_in(known_, source_variable(interface_name, method_name), source_variable(interface_name, {}));
    }

private:
    known_sources known_;
};

class sources_in_order final : public source_repository {
public:
    explicit sources_in_order(std::vector<std::shared_ptr<source_repository const>> asked) : asked_(std::move(asked)) {}
    std::optional<source> find(std::string_view interface_name, std::string_view method_name) const override {
        for (auto const& one : asked_)
            if (auto found = one->find(interface_name, method_name))
                return found;
        return std::nullopt;
    }
    std::vector<std::string> named_methods(std::string_view interface_name) const override {
        std::vector<std::string> named;
        for (auto const& one : asked_)
            for (std::string& name : one->named_methods(interface_name))
                named.push_back(std::move(name));
        return named;
    }

private:
    std::vector<std::shared_ptr<source_repository const>> asked_;
};

// "http://10.0.0.7:8080 signed timeout=2s"
source parse_variable(std::string const& name, std::string_view text) {
    source parsed;
    bool is_first = true;
    while (!text.empty()) {
        std::string_view const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (word.empty())
            continue;
        if (std::exchange(is_first, false)) {
            parsed.url = word;
        } else if (word == "signed") {
            parsed.requires_signature = true;
        } else if (word.starts_with("timeout=")) {
            parsed.timeout = parse_duration(word.substr(8));
            if (!parsed.timeout)
                throw std::invalid_argument(name + ": timeout " + no_duration(word.substr(8)));
        } else {
            throw std::invalid_argument(name + ": \"" + std::string(word) +
                                        "\" is not known: behind the URL there may be \"signed\" and \"timeout=2s\"");
        }
    }
    if (parsed.url.empty())
        throw std::invalid_argument(name + " is empty: it must be a URL, \"http://10.0.0.7:8080\"");
    return parsed;
}

} // namespace

std::vector<std::string> source_repository::named_methods(std::string_view) const { return {}; }

std::string source_variable(std::string_view interface_name, std::string_view method_name) {
    std::string name(prefix);
    append_variable_name(name, interface_name);
    if (!method_name.empty()) {
        name += "__";
        append_variable_name(name, method_name);
    }
    return name;
}

known_sources read_source_variables() {
    known_sources known;
    for (char** at = environ; *at; ++at) {
        std::string_view const entry = *at;
        std::size_t const equals = entry.find('=');
        if (equals == entry.npos || !entry.starts_with(prefix))
            continue;
        std::string name(entry.substr(0, equals));
        source parsed = parse_variable(name, entry.substr(equals + 1));
        known.insert_or_assign(std::move(name), std::move(parsed));
    }
    return known;
}

void read_sources(toml::node const& node, known_sources& into, tell_problem const& problem) {
    auto const* const table = node.as_table();
    if (!table)
        return problem(node, "sources", "must be a table");
    for (auto const& [name, value] : *table) {
        std::string const key = "sources.\"" + std::string(name.str()) + "\"";
        source read;
        if (auto const* const url = value.as_string()) {
            read.url = url->get();
        } else if (auto const* const options = value.as_table()) {
            for (auto const& [option, said] : *options) {
                std::string const full = key + "." + std::string(option.str());
                if (option == "url" && said.is_string())
                    read.url = said.as_string()->get();
                else if (option == "requires_signature" && said.is_boolean())
                    read.requires_signature = said.as_boolean()->get();
                else if (option == "timeout" && said.is_string() && parse_duration(said.as_string()->get()))
                    read.timeout = parse_duration(said.as_string()->get());
                else if (option == "timeout")
                    problem(said, full, no_duration(said.is_string() ? said.as_string()->get() : "that"));
                else if (option == "url" || option == "requires_signature")
                    problem(said, full, option == "url" ? "must be a string" : "must be true or false");
                else
                    problem(said, full,
                            "is not known: the keys are url, requires_signature and timeout; a name with "
                            "dots stands in quotes");
            }
        }
        if (read.url.empty() && !(value.is_table() && value.as_table()->contains("url")))
            problem(value, key, "must be a URL, or a table such as { url = \"http://...\", timeout = \"2s\" }");
        into.insert_or_assign(std::string(name.str()), std::move(read));
    }
}

std::shared_ptr<source_repository const> static_sources(known_sources known) {
    return std::make_shared<said_sources>(std::move(known));
}

std::shared_ptr<source_repository const> sources_of_variables(known_sources known) {
    return std::make_shared<variable_sources>(std::move(known));
}

std::shared_ptr<source_repository const> environment_sources() { return sources_of_variables(read_source_variables()); }

std::shared_ptr<source_repository const> file_sources(std::string const& path) {
    if (!std::ifstream(path))
        throw std::invalid_argument(path + " cannot be read: " + std::generic_category().message(errno));
    known_sources known;
    try {
        toml::table const document = toml::parse_file(path);
        if (auto const* const table = document.get("sources"))
            read_sources(*table, known, [&](toml::node const& at, std::string const& key, std::string const& text) {
                throw std::invalid_argument(path + ":" + std::to_string(at.source().begin.line) + ": " + key + " " +
                                            text);
            });
        else
            throw std::invalid_argument(path + " has no table [sources]");
    } catch (toml::parse_error const& caught) {
        throw std::invalid_argument(path + ":" + std::to_string(caught.source().begin.line) + ": " +
                                    std::string(caught.description()));
    }
    return static_sources(std::move(known));
}

std::shared_ptr<source_repository const> first_of(std::vector<std::shared_ptr<source_repository const>> asked) {
    return std::make_shared<sources_in_order>(std::move(asked));
}

} // namespace yonder
