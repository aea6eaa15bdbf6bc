// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CODEC_PROTO_MODEL_HPP
#define YONDER_SRC_CODEC_PROTO_MODEL_HPP

#include <cstdint>
#include <set>
#include <string>
#include <vector>

// What stands in a file of .proto, before it is text. Names of types are full, with a dot in front of those that are
// not the language's own: ".bank.v1.Money", "int32".

namespace yonder::codec::proto {

struct field {
    std::vector<std::string> comments; // lines
    std::string label;                 // "optional", "repeated", or nothing
    std::string key;                   // of a map
    std::string type;
    std::string name;
    std::uint32_t number = 0;
    bool is_deprecated = false;
    std::string remark; // on the line itself
};

struct enumerator {
    std::vector<std::string> comments;
    std::string name;
    std::int64_t number = 0;
};

struct message {
    std::vector<std::string> comments;
    std::string name;
    std::vector<message> nested;
    std::vector<enumerator> enumerators; // of the enum that it is around, if it is
    bool has_aliases = false;            // two of them have one number
    std::string enumeration;             // what that is called
    std::string oneof;                   // what all fields stand in, if they do
    std::vector<field> fields;
};

struct method {
    std::vector<std::string> comments;
    std::string name;
    std::string request;
    std::string response;
    bool streams_request = false;
    bool streams_response = false;
    std::vector<std::string> options; // "deprecated = true"
};

struct service {
    std::vector<std::string> comments;
    std::string name;
    std::vector<method> methods;
};

struct file {
    std::string package;                 // which there is one file for; empty outside of all namespaces
    std::set<std::string> used_packages; // of other types that it mentions
    std::set<std::string> used_files;    // of the language's own
    std::vector<service> services;
    std::vector<message> messages;
};

// Where the file of a package is found by those that import it.
std::string path_of(std::string const& package);

// The text of a file. `names` are all that stand in it and in what it imports: types, packages and what these stand in.
std::string print(file const& printed, std::set<std::string> const& names);

} // namespace yonder::codec::proto

#endif
