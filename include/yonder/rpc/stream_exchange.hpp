// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_STREAM_EXCHANGE_HPP
#define YONDER_RPC_STREAM_EXCHANGE_HPP

#include <yonder/call/stream.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/rpc/future_exchange.hpp>
#include <yonder/rpc/item_queue.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace yonder::rpc {

// What a caller is told whose peer sends more than it may.
failure too_many_items(method_descriptor const& method);

// The exchange of a call that streams its results, and the state of the stream that its caller gets.
template <class Codec>
class stream_exchange final : public pending_call, public stream_state<typename Codec::value_type> {
public:
    using value_type = typename Codec::value_type;

    static stream<value_type> start(invoker& target, request& what, clock::time_point deadline,
                                    std::shared_ptr<feeder> source) {
        auto const made = std::make_shared<stream_exchange>();
        made->kept_ = made;
        stream<value_type> items{core_pointer<stream_state<value_type>>(made.get())};
        if (source)
            exchange::feed(made, std::move(source));
        made->begin(made, target, what, deadline);
        return items;
    }

    bool offer(std::function<void()> work, clock::time_point when) override {
        return when == clock::time_point::min() && this->offer_work(std::move(work));
    }

private:
    void on_reply(payload) override {
        pending_call::end();
        stream_core::end();
    }
    void on_failure(failure what) override {
        pending_call::end();
        stream_core::end(this->exception_of(std::move(what)));
    }
    void on_item(payload element) override {
        std::unique_lock lock(this->stream_core::mutex_);
        if (queue_.add(std::move(element)))
            return stream_core::tell(*this, lock);
        lock.unlock();
        this->abandon(too_many_items(this->method()));
    }

    bool has_item() const noexcept override { return !queue_.empty(); }

    value_type take_item(std::unique_lock<std::mutex>& lock) override {
        payload const item = queue_.take();
        std::size_t const more = queue_.renew();
        lock.unlock();
        if (more)
            this->grant(more);
        try {
            return decode_result<value_type>(item.bytes, item.form);
        } catch (codec::decode_error const&) {
            std::exception_ptr const malformed = this->malformed_reply();
            this->exchange::cancel();
            std::rethrow_exception(malformed);
        }
    }

    bool pull(std::unique_lock<std::mutex>& lock) override {
        std::size_t const more = queue_.refill();
        if (!more)
            return false;
        lock.unlock();
        this->grant(more);
        lock.lock();
        return true;
    }

    void on_cancel() noexcept override { exchange::cancel(); }
    void destroy() noexcept override { auto const last = std::move(kept_); }

    std::shared_ptr<stream_exchange> kept_; // while the stream refers to it
    item_queue queue_;
};

} // namespace yonder::rpc

#endif
