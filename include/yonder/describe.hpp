// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_HPP
#define YONDER_DESCRIBE_HPP

// All that a contract needs: describing interfaces (YONDER_INTERFACE, YONDER_THROWS, YONDER_ANNOTATE, YONDER_NAME) and
// structs and enums (BOOST_DESCRIBE_STRUCT, BOOST_DESCRIBE_ENUM, YONDER_DERIVED). Light, as every file of a program may
// see a contract.

#include <yonder/describe/annotation.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/describe/constraint.hpp>
#include <yonder/describe/derived.hpp>
#include <yonder/describe/interface.hpp>
#include <yonder/describe/methods.hpp>
#include <yonder/describe/name.hpp>
#include <yonder/describe/throws.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#endif
