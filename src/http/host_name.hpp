// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_HOST_NAME_HPP
#define YONDER_SRC_HTTP_HOST_NAME_HPP

#include <yonder/http/url.hpp>

#include <string>

namespace yonder::http {

// Why no address is known for the host of a URL, in words; empty if one is. cpp-httplib does not tell that from a host
// that does not answer. May ask name servers, so it is for after a failure.
std::string why_unknown(url const& where);

} // namespace yonder::http

#endif
