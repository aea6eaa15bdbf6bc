// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_PUT_OFF_HPP
#define YONDER_SRC_CALL_PUT_OFF_HPP

#include <memory>

namespace yonder {

// What a thread puts off until it has nothing better to do, so that it does much at once.
class put_off {
public:
    virtual void do_now() noexcept = 0;

protected:
    ~put_off() = default;
};

// Done by this thread before it waits for something of this library. It need not ever wait, so whoever puts off sees
// that it is done in time in another way, too.
void put_off_until_wait(std::shared_ptr<put_off> what) noexcept;

// Does it. Before each wait.
void do_put_off() noexcept;

} // namespace yonder

#endif
