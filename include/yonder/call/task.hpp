// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_TASK_HPP
#define YONDER_CALL_TASK_HPP

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace yonder {

// Something to do once, which may hold what can only be moved. Up to 48 bytes of it need no allocation. What it does
// must not throw.
class task {
public:
    task() = default;

    template <class Function>
    requires(!std::is_same_v<std::decay_t<Function>, task> && std::is_invocable_v<std::decay_t<Function>&>)
        task(Function&& function) { // as a lambda is handed where a task is wanted
        using kept = std::decay_t<Function>;
        if constexpr (is_small<kept>) {
            std::construct_at(reinterpret_cast<kept*>(space_), std::forward<Function>(function));
            handle_ = &handle_small<kept>;
        } else {
            std::construct_at(reinterpret_cast<kept**>(space_), new kept(std::forward<Function>(function)));
            handle_ = &handle_large<kept>;
        }
    }

    task(task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {
        if (handle_)
            handle_(action::move, space_, other.space_);
    }
    task& operator=(task&& other) noexcept {
        if (this != &other) {
            std::destroy_at(this);
            std::construct_at(this, std::move(other));
        }
        return *this;
    }
    ~task() {
        if (handle_)
            handle_(action::destroy, space_, nullptr);
    }

    explicit operator bool() const noexcept { return handle_ != nullptr; }

    void operator()() noexcept { handle_(action::run, space_, nullptr); }

private:
    enum class action : unsigned char { run, move, destroy };

    template <class Kept>
    static constexpr bool is_small =
        sizeof(Kept) <= 48 && alignof(Kept) <= alignof(std::max_align_t) && std::is_nothrow_move_constructible_v<Kept>;

    template <class Kept>
    static void handle_small(action what, std::byte* space, std::byte* from) {
        auto* const kept = std::launder(reinterpret_cast<Kept*>(what == action::move ? from : space));
        if (what == action::run)
            (*kept)();
        else if (what == action::move)
            std::construct_at(reinterpret_cast<Kept*>(space), std::move(*kept));
        if (what != action::run)
            std::destroy_at(kept);
    }

    template <class Kept>
    static void handle_large(action what, std::byte* space, std::byte* from) {
        auto** const kept = std::launder(reinterpret_cast<Kept**>(what == action::move ? from : space));
        if (what == action::run)
            (**kept)();
        else if (what == action::move)
            std::construct_at(reinterpret_cast<Kept**>(space), *kept);
        else
            delete *kept;
    }

    alignas(std::max_align_t) std::byte space_[48];
    void (*handle_)(action what, std::byte* space, std::byte* from) = nullptr;
};

} // namespace yonder

#endif
