// SPDX-License-Identifier: BSL-1.0
#include "configuration.hpp"

#include "../call/ascii.hpp"
#include "../call/duration_text.hpp"
#include "../call/variable_name.hpp"
#include "../fabric/source_table.hpp"

#include <yonder/app/wiring_error.hpp>
#include <yonder/describe/word.hpp>

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

extern char** environ;

namespace yonder::app {
namespace {

class file_reader {
public:
    file_reader(configuration& into, std::string path) : into_(into), path_(std::move(path)) {}

    void read() {
        toml::table document;
        if (!std::ifstream(path_))
            throw wiring_error({path_ + " cannot be read: " + std::generic_category().message(errno)});
        try {
            document = toml::parse_file(path_);
        } catch (toml::parse_error const& caught) {
            throw wiring_error({path_ + ":" + std::to_string(caught.source().begin.line) + ": " +
                                text_of(caught, line(caught.source().begin.line))});
        }
        for (auto const& [key, value] : document) {
            if (key == "bind")
                read_bindings(value);
            else if (key == "host")
                read_host(value);
            else if (key == "sources")
                read_sources(value, into_.sources,
                             [this](toml::node const& at, std::string const& of, std::string const& text) {
                                 problem(at, of, text);
                             });
            else if (key == "name" && value.is_string())
                into_.program = value.as_string()->get();
            else if (key == "name")
                problem(value, "name", "must be a string: what the program is called where it calls others");
            else
                problem(value, std::string(key.str()),
                        "is not known: a file has the key name and the tables [bind], [sources] and [host]");
        }
        if (!problems_.empty())
            throw wiring_error(std::move(problems_));
    }

private:
    // The parser's words, but for a key that is there twice, of which it shows more than was written.
    static std::string text_of(toml::parse_error const& caught, std::string_view line) {
        std::string_view const said = caught.description();
        if (said.find("cannot redefine") == said.npos)
            return std::string(said);
        if (line.find('{') == line.npos)
            line = line.substr(0, line.find('='));
        return std::string(trimmed(line)) + " is there already: keep one of the two";
    }

    std::string line(std::size_t number) const {
        std::ifstream file(path_);
        std::string text;
        while (number-- > 0 && std::getline(file, text)) {
        }
        if (text.ends_with('\r')) // of a file from Windows
            text.pop_back();
        return text;
    }

    void problem(toml::node const& at, std::string const& key, std::string const& text) {
        problems_.push_back(path_ + ":" + std::to_string(at.source().begin.line) + ": " + key + " " + text);
    }

    void read_bindings(toml::node const& node) {
        auto const* const table = node.as_table();
        if (!table)
            return problem(node, "bind", "must be a table");
        for (auto const& [key, value] : *table) {
            std::string const name(key.str());
            target read;
            read.said_by = path_;
            if (auto const* const text = value.as_string()) {
                set_where(read, text->get());
            } else if (auto const* const options = value.as_table()) {
                if (!read_options(name, *options, read))
                    continue;
            } else {
                problem(value, "bind.\"" + name + "\"",
                        "must be \"local\", \"isolated\", \"source\", a URL, or a table such as { to = \"http://...\", "
                        "timeout = "
                        "\"2s\" }");
                continue;
            }
            into_.bindings[name] = std::move(read);
        }
    }

    bool read_options(std::string const& name, toml::table const& options, target& read) {
        std::size_t const before = problems_.size();
        for (auto const& [key, value] : options) {
            std::string const full = "bind.\"" + name + "\"." + std::string(key.str());
            auto const* const text = value.as_string();
            auto const retries = value.value_exact<std::int64_t>();
            if (value.is_table())
                needs_quotes(value, name + '.' + std::string(key.str()));
            else if (key == "retries" && retries && *retries >= 0 && *retries <= 100)
                read.retried = retry_options{.attempts = static_cast<std::size_t>(*retries) + 1};
            else if (key == "retries")
                problem(value, full, "must be a number from 0 to 100");
            else if (!text)
                problem(value, full, "must be a string");
            else if (key == "to")
                set_where(read, text->get());
            else if (key == "timeout")
                read_duration(value, full, text->get(), read);
            else if (key == "ca_file")
                read.ca_file = text->get();
            else if (key == "format" && (text->get() == "json" || text->get() == "binary"))
                read.form = text->get() == "json" ? format::json : format::binary;
            else if (key == "format")
                problem(value, full, "must be \"json\" or \"binary\", not \"" + text->get() + "\"");
            else
                problem(value, full,
                        "is not known: the keys are to, timeout, retries, ca_file and format" +
                            (name.find('.') != name.npos ? ""
                                                         : "; a name with dots stands in quotes: \"" + name + '.' +
                                                               std::string(key.str()) + "\""));
        }
        return problems_.size() == before;
    }

    // Of a name whose dots were read as tables within tables.
    void needs_quotes(toml::node const& node, std::string name) {
        toml::node const* at = &node;
        while (auto const* const table = at->as_table()) {
            if (table->size() != 1)
                break;
            name.append(".").append(table->begin()->first.str());
            at = &table->begin()->second;
        }
        problem(*at, "bind." + name,
                "has dots outside of quotes: put the name of the interface in quotes, as in \"" + name +
                    "\" = \"local\"");
    }

    void read_duration(toml::node const& at, std::string const& key, std::string_view text, target& read) {
        read.timeout = parse_duration(text);
        if (!read.timeout)
            problem(at, key, no_duration(text));
    }

    void read_host(toml::node const& node) {
        auto const* const table = node.as_table();
        if (!table)
            return problem(node, "host", "must be a table");
        for (auto const& [key, value] : *table) {
            std::string const full = "host." + std::string(key.str());
            if (key == "listen") {
                read_listeners(value, full);
            } else if (key == "expose") {
                read_list(value, full, into_.expose);
                into_.exposed_by = path_;
            } else if (key == "development") {
                if (auto const* const flag = value.as_boolean())
                    into_.development = flag->get();
                else
                    problem(value, full, "must be true or false");
            } else {
                problem(value, full, "is not known: the keys are listen, expose and development");
            }
        }
    }

    void read_listeners(toml::node const& node, std::string const& key) {
        std::vector<configured_listener> read;
        auto const* const array = node.as_array();
        for (std::size_t i = 0; array && i < array->size(); ++i) {
            toml::node const& element = *array->get(i);
            auto const* const table = element.as_table();
            auto const text = [&](char const* of) { return (*table)[of].value_exact<std::string>().value_or(""); };
            if (auto const* const url = element.as_string())
                read.push_back({{}, url->get()});
            else if (table && table->size() == 2 && !text("name").empty() && !text("url").empty())
                read.push_back({text("name"), text("url")});
        }
        if (!array || read.size() != array->size())
            return problem(node, key,
                           "must be a list of URLs, or of tables such as { name = \"outer\", url = \"https://...\" } "
                           "for listeners that the program names");
        into_.listen = std::move(read);
    }

    void read_list(toml::node const& node, std::string const& key, std::optional<std::vector<std::string>>& list) {
        std::vector<std::string> read;
        if (auto const* const array = node.as_array())
            for (auto const& element : *array)
                if (auto const* const text = element.as_string())
                    read.push_back(text->get());
        if (!node.is_array() || read.size() != node.as_array()->size())
            return problem(node, key, "must be a list of strings");
        list = std::move(read);
    }

    configuration& into_;
    std::string path_;
    std::vector<std::string> problems_;
};

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    describe::all_words(text, [&](std::string_view word) {
        if (!word.empty())
            words.emplace_back(word);
        return true;
    });
    return words;
}

} // namespace

void set_where(target& of, std::string_view text) {
    if (text == "local") {
        of.where = placement::local;
    } else if (text == "isolated") {
        of.where = placement::isolated;
    } else if (text == "source") {
        of.where = placement::sourced;
    } else {
        of.where = placement::remote;
        of.url = text;
    }
}

std::string variable_of(std::string_view binding) {
    std::string variable = "YONDER_BIND_";
    for (std::size_t mark = binding.find('@'); mark != binding.npos; mark = binding.find('@')) {
        append_variable_name(variable, binding.substr(0, mark));
        variable += "__";
        binding.remove_prefix(mark + 1);
    }
    append_variable_name(variable, binding);
    return variable;
}

void configuration::read_file(std::string const& path) { file_reader(*this, path).read(); }

void configuration::read_environment() {
    std::vector<std::string> problems;
    for (char** at = environ; *at; ++at) {
        std::string_view const entry = *at;
        std::size_t const equals = entry.find('=');
        if (equals == entry.npos || entry.substr(0, 7) != "YONDER_")
            continue;
        std::string const name(entry.substr(0, equals));
        std::string_view const value = entry.substr(equals + 1);
        if (name == "YONDER_LISTEN") {
            listen.emplace();
            for (std::string const& one : split(value)) {
                std::size_t const mark = std::min(one.find('='), one.find(':')); // a URL has a colon first
                bool const has_name = mark != one.npos && one[mark] == '=';
                listen->push_back({has_name ? std::string(trimmed(one.substr(0, mark))) : std::string(),
                                   has_name ? std::string(trimmed(one.substr(mark + 1))) : one});
            }
        } else if (name == "YONDER_NAME") {
            program = value;
        } else if (name == "YONDER_EXPOSE") {
            expose = split(value);
            exposed_by = name;
        } else if (name == "YONDER_DEVELOPMENT") {
            if (value == "true" || value == "false")
                development = value == "true";
            else
                problems.push_back(name + " must be true or false, not \"" + std::string(value) + "\"");
        } else if (name.starts_with("YONDER_SOURCE_")) {
            // all at once, below
        } else if (name.starts_with("YONDER_BIND_")) {
            target read;
            read.said_by = name;
            set_where(read, value);
            variables[name] = std::move(read);
        } else {
            problems.push_back(
                name +
                " is not known: the environment has YONDER_LISTEN, YONDER_EXPOSE, YONDER_DEVELOPMENT, YONDER_NAME, "
                "for each binding one such as YONDER_BIND_BANK_V1_ACCOUNTS, and for each source one such as "
                "YONDER_SOURCE_BANK_V1_ACCOUNTS");
        }
    }
    try {
        source_variables = read_source_variables();
    } catch (std::invalid_argument const& caught) {
        problems.emplace_back(caught.what());
    }
    std::sort(problems.begin(), problems.end());
    if (!problems.empty())
        throw wiring_error(std::move(problems));
}

} // namespace yonder::app
