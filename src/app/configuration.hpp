// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_CONFIGURATION_HPP
#define YONDER_SRC_APP_CONFIGURATION_HPP

#include <yonder/app/record.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::app {

// An address to listen at, and which listener of the program it stands for; no name: the only one.
struct configured_listener {
    std::string name;
    std::string url;
};

// What files and the environment say. Keys of `bindings` are written as in a file, those of `variables` as in the
// environment.
struct configuration {
    std::map<std::string, target> bindings;
    std::map<std::string, target> variables;
    std::optional<std::vector<configured_listener>> listen;
    std::optional<std::string> program; // what it is called
    std::optional<std::vector<std::string>> expose;
    std::optional<bool> development;
    known_sources sources;          // of files
    known_sources source_variables; // of the environment
    std::string exposed_by;         // the file or variable that says `expose`, for messages

    // Adds what a TOML file says, in place of what was said before. Throws wiring_error.
    void read_file(std::string const& path);

    // Adds what variables whose names begin with YONDER_ say. Throws wiring_error.
    void read_environment();
};

// The variable for a binding: "bank.v1.Accounts@eu" is YONDER_BIND_BANK_V1_ACCOUNTS__EU.
std::string variable_of(std::string_view binding);

// "local", "isolated" or a URL.
void set_where(target& of, std::string_view text);

} // namespace yonder::app

#endif
