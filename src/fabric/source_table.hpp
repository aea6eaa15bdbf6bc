// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_FABRIC_SOURCE_TABLE_HPP
#define YONDER_SRC_FABRIC_SOURCE_TABLE_HPP

#include <yonder/fabric/source.hpp>

#include <toml++/toml.h>

#include <functional>
#include <string>

namespace yonder {

// Tells what is wrong with a key of a file.
using tell_problem = std::function<void(toml::node const& at, std::string const& key, std::string const& text)>;

// What the table [sources] of a file says, added to `into`.
void read_sources(toml::node const& node, known_sources& into, tell_problem const& problem);

// What variables of the environment say, keyed by their names.
known_sources read_source_variables();

// A repository of what read_source_variables() has read.
std::shared_ptr<source_repository const> sources_of_variables(known_sources known);

// YONDER_SOURCE_SHOP_V1_ORDERS__PLACE; without a method, the interface's.
std::string source_variable(std::string_view interface_name, std::string_view method_name);

} // namespace yonder

#endif
