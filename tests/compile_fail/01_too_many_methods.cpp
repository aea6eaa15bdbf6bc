// ERROR: YONDER_INTERFACE lists more than 52 methods
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Large {
public:
    virtual ~Large() = default;
    virtual void m() = 0;
};
// clang-format off
YONDER_INTERFACE(Large, (), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m))
