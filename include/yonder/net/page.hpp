// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_NET_PAGE_HPP
#define YONDER_NET_PAGE_HPP

#include <functional>
#include <string>

namespace yonder {

// What a GET of a path gives that is no call.
struct page {
    std::string content_type{};
    std::string body{};
    int status = 200;
};

// Makes a page when it is asked for. In the thread that read the request, several at once, so it is quick. If it
// throws, the answer is 500, and the log has the reason.
using page_maker = std::function<page()>;

} // namespace yonder

#endif
