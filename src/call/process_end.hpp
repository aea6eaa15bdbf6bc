// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_PROCESS_END_HPP
#define YONDER_SRC_CALL_PROCESS_END_HPP

#include <cstdint>
#include <memory>

// What threads of ours do that still run when main returns. They use statics, ours and those of libraries, which exit()
// destroys. Ours are never destroyed; before those of others are, the threads finish.
namespace yonder::process_end {

// In this order: what still works may make calls, and both may wait for a time.
enum class stage : std::uint8_t { work, calls, times };

// Something with threads that end with the process.
class part {
public:
    // Ends its threads, or sees that they touch nothing any more, in a bounded time.
    virtual void end_with_process() noexcept = 0;

protected:
    ~part() = default;
};

// It ends with the process, if it is still there.
void add(stage when, std::weak_ptr<part> one);

// Sees that the end comes before the destruction of all statics that exist by now. At least once before add().
void come_before_what_exists() noexcept;

// Whether calls are being ended: nobody wants to hear of failures any more.
bool has_begun() noexcept;

} // namespace yonder::process_end

#endif
