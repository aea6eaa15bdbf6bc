// ERROR: YONDER_INTERFACE lists more than 52 methods
// ERROR: count_fault<Large>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Large {
public:
    virtual ~Large() = default;
    virtual void m() = 0;
};
// clang-format off
YONDER_INTERFACE(Large, (), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m), (m))
// clang-format on

void wire(yonder::container& app) { app.bind<Large>(); }
