// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_FABRIC_SOURCED_HPP
#define YONDER_FABRIC_SOURCED_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/fabric/source.hpp>

#include <functional>
#include <memory>
#include <string>

namespace yonder {

// The way to a server; the same one for the same URL is wanted. From any thread.
using connector = std::function<std::shared_ptr<invoker>(std::string const& url)>;

// An invoker whose calls go where `where` says. Fails, with nothing sent, if that does not know the method, if it wants
// a signature and `is_signed` does not say that there will be one, or if there is no way there.
std::shared_ptr<invoker> sourced(std::shared_ptr<source_repository const> where, connector connect, bool is_signed);

} // namespace yonder

#endif
