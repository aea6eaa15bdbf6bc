// ERROR: the secret of a method names its parameters
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

namespace bank {
class Gate {
public:
    virtual ~Gate() = default;
    virtual int open(int pin) = 0;
};
YONDER_INTERFACE(Gate, (), (open, pin))
YONDER_ANNOTATE(Gate, open, yonder::secret{"pim"})
} // namespace bank
