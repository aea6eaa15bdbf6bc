// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DELIVERED_HPP
#define YONDER_RPC_DELIVERED_HPP

#include <yonder/describe/signature.hpp>

namespace yonder::rpc {

// What a caller gets of a method in the end.
template <class Result>
struct delivered {
    using type = Result;
};
template <class T>
struct delivered<future<T>> {
    using type = T;
};

template <class T>
struct delivered<stream<T>> {
    using type = T;
};

template <class T>
struct in_result {
    using type = T;
};
template <class T>
struct in_result<result<T>> {
    using type = T;
};

} // namespace yonder::rpc

#endif
