// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_FILTERED_HPP
#define YONDER_SRC_CALL_FILTERED_HPP

#include <yonder/call/invoker.hpp>

#include <functional>
#include <memory>

namespace yonder {

// What a caller is told for the exception that is being handled, which a filter has thrown.
using thrown_by_filter = std::function<failure(request const&)>;

// The same as filtered() in public, where it is said what a caller is told. How far the call got is filled in.
std::shared_ptr<invoker> filtered(std::shared_ptr<invoker> next, filter first, thrown_by_filter describe);

} // namespace yonder

#endif
