// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_THEN_HPP
#define YONDER_CALL_THEN_HPP

#include <yonder/call/future.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace yonder {

class error;

template <class T>
struct flattened {
    using type = T;
};
template <class T>
struct flattened<future<T>> {
    using type = T;
};

// A result that a function makes of another one: a state and the function in one allocation. Keeps itself alive until
// the function has run.
template <class T, class Source, class Derived>
class derived_state : public future_state<T>, public continuation {
public:
    void begin() noexcept {
        this->retain();
        this->set_upstream(source_.get());
        source_->observe();
        if (!source_->await(*this))
            run();
    }

    void run() noexcept final {
        this->set_upstream(nullptr);
        bool is_over = true;
        if (inner_) {
            take_over(*inner_);
        } else {
            auto const source = std::move(source_);
            context_switch const scope(std::move(context_));
            try {
                is_over = static_cast<Derived*>(this)->make(*source);
            } catch (...) {
                this->fail(std::current_exception());
            }
        }
        if (is_over)
            this->release();
    }

protected:
    explicit derived_state(core_pointer<future_state<Source>> source)
        : source_(std::move(source)), context_(context::current()) {}

    // What a function returned is the result, or a future of it. True unless that is still to come.
    template <class Function, class... Argument>
    bool complete_with(Function& function, Argument&&... argument) {
        using made = std::invoke_result_t<Function&, Argument...>;
        if constexpr (is_future<made>) {
            inner_ = function(std::forward<Argument>(argument)...).release();
            if (!inner_)
                throw_no_state("yonder::future, as what a continuation returned");
            this->set_upstream(inner_.get());
            inner_->observe();
            if (inner_->await(*this))
                return false;
            this->set_upstream(nullptr);
            take_over(*inner_);
        } else if constexpr (std::is_void_v<made>) {
            function(std::forward<Argument>(argument)...);
            this->complete();
        } else {
            this->complete(function(std::forward<Argument>(argument)...));
        }
        return true;
    }

    void take_over(future_state<T>& from) noexcept {
        if (from.error())
            this->fail(from.error());
        else if constexpr (std::is_void_v<T>)
            this->complete();
        else
            this->complete(from.take());
    }

private:
    core_pointer<future_state<Source>> source_;
    core_pointer<future_state<T>> inner_;
    context context_;
};

template <class T, class Source, class Next>
class then_state final : public derived_state<T, Source, then_state<T, Source, Next>> {
public:
    then_state(core_pointer<future_state<Source>> source, Next next)
        : then_state::derived_state(std::move(source)), next_(std::move(next)) {}

    bool make(future_state<Source>& from) {
        Next next = std::move(next_).value(); // what it holds on to is not needed longer
        next_.reset();
        if (from.error()) {
            this->fail(from.error());
            return true;
        }
        if constexpr (std::is_void_v<Source>)
            return this->complete_with(next);
        else
            return this->complete_with(next, from.take());
    }

private:
    std::optional<Next> next_;
};

template <class T, class Next>
class otherwise_state final : public derived_state<T, T, otherwise_state<T, Next>> {
public:
    otherwise_state(core_pointer<future_state<T>> source, Next next)
        : otherwise_state::derived_state(std::move(source)), next_(std::move(next)) {}

    bool make(future_state<T>& from) {
        Next next = std::move(next_).value();
        next_.reset();
        if (!from.error()) {
            this->take_over(from);
            return true;
        }
        if constexpr (std::is_invocable_v<Next&, std::exception_ptr>) {
            return this->complete_with(next, from.error());
        } else {
            using wanted = std::conditional_t<std::is_invocable_v<Next&, std::exception const&>, std::exception, error>;
            try {
                std::rethrow_exception(from.error());
            } catch (wanted const& caught) {
                return this->complete_with(next, caught);
            }
        }
    }

private:
    std::optional<Next> next_;
};

template <class T>
template <class Next>
auto future<T>::then(Next next) {
    using made = typename std::conditional_t<std::is_void_v<T>, std::invoke_result<Next&>,
                                             std::invoke_result<Next&, std::add_rvalue_reference_t<T>>>::type;
    using result = typename flattened<std::decay_t<made>>::type;
    core_pointer state(new then_state<result, T, Next>(take_state(), std::move(next)));
    state->begin();
    return future<result>(core_pointer<future_state<result>>(state.detach()));
}

template <class T>
template <class Next>
future<T> future<T>::otherwise(Next next) {
    core_pointer state(new otherwise_state<T, Next>(take_state(), std::move(next)));
    state->begin();
    return future<T>(core_pointer<future_state<T>>(state.detach()));
}

} // namespace yonder

#endif
