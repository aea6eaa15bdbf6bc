// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_ARGUMENT_STREAM_HPP
#define YONDER_RPC_ARGUMENT_STREAM_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/stream.hpp>
#include <yonder/codec/decode_options.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/codec/validate.hpp>
#include <yonder/rpc/item_queue.hpp>

#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace yonder::rpc {

// The items of an argument that streams, as its performer gets them.
class argument_items {
public:
    virtual void receive(payload item) noexcept = 0;
    virtual void receive_end() noexcept = 0;
    virtual void receive_cancel() noexcept = 0;
    virtual void receive_break() noexcept = 0;

protected:
    ~argument_items() = default;
};

// What a stream of arguments ends with that is not whole: yonder::error with canceled.
std::exception_ptr argument_failure(std::string const& text);

// Throws yonder::error with invalid_argument, or with internal for a constraint that is none.
[[noreturn]] void throw_bad_item(method_descriptor const& method, std::string const& text);
[[noreturn]] void throw_bad_item(method_descriptor const& method, violations const& found);

// The performer of a call with such an argument: passes on what is for the argument, and the rest to whoever sees to
// the result, from when it is known.
class argument_performer final : public performer {
public:
    explicit argument_performer(argument_items& items, core_pointer<stream_core> keep)
        : items_(items), keep_(std::move(keep)) {}

    void follow(std::shared_ptr<performer> result);

    void cancel() noexcept override;
    void break_off() noexcept override;
    void grant(std::size_t items) noexcept override;
    void send(payload item) noexcept override { items_.receive(std::move(item)); }
    void finish() noexcept override { items_.receive_end(); }

private:
    void cancel_result() noexcept;

    argument_items& items_;
    core_pointer<stream_core> keep_;
    std::mutex mutex_;
    std::shared_ptr<performer> result_;
    std::size_t granted_early_ = 0;
    bool is_cancelled_ = false;
};

// What a method reads of a caller that streams an argument.
template <class Codec>
class argument_stream final : public stream_state<typename Codec::item_type>, public argument_items {
public:
    using item_type = typename Codec::item_type;

    // `first` came with the arguments. The performer is attached to `caller`.
    static stream<item_type> begin(std::shared_ptr<exchange> const& caller, method_descriptor const& method,
                                   std::optional<item_type> first, format form, codec::decode_options const& decoding,
                                   std::shared_ptr<argument_performer>& attached) {
        auto* const made = new argument_stream(caller, method, std::move(first), form, decoding);
        stream<item_type> items{core_pointer<stream_state<item_type>>(made)};
        attached = std::make_shared<argument_performer>(
            *made, core_pointer<stream_core>(core_pointer<argument_stream>::share(*made).detach()));
        caller->attach(attached);
        return items;
    }

private:
    argument_stream(std::shared_ptr<exchange> caller, method_descriptor const& method, std::optional<item_type> first,
                    format form, codec::decode_options const& decoding)
        : caller_(std::move(caller)), method_(method), first_(std::move(first)), form_(form), decoding_(decoding) {}

    void receive(payload item) noexcept override {
        std::unique_lock lock(this->mutex_);
        if (this->is_done())
            return;
        if (queue_.add(std::move(item)))
            return stream_core::tell(*this, lock);
        lock.unlock();
        this->end(argument_failure("the caller sends more items than it was allowed to"));
    }
    void receive_end() noexcept override { this->end(); }
    void receive_cancel() noexcept override { this->end(argument_failure("the caller is gone or has cancelled")); }
    void receive_break() noexcept override { this->end(argument_failure("the stream of the caller failed")); }

    bool has_item() const noexcept override { return first_ || !queue_.empty(); }

    item_type take_item(std::unique_lock<std::mutex>& lock) override {
        if (first_) {
            item_type item = std::move(*first_);
            first_.reset();
            return item;
        }
        payload const item = queue_.take();
        std::size_t const more = queue_.renew();
        lock.unlock();
        if (more)
            caller_->credit(more, form_, true);
        try {
            auto read = Codec::decode_argument_item(method_, item.bytes, item.form, decoding_);
            violations found;
            codec::validate_part("", read, found);
            if (!found.empty())
                throw_bad_item(method_, found);
            return read;
        } catch (codec::decode_error const& caught) {
            throw_bad_item(method_, caught.what());
        }
    }

    // In the thread that reads, which it lends.
    bool pull(std::unique_lock<std::mutex>& lock) override {
        std::size_t const more = queue_.refill();
        if (!more)
            return false;
        lock.unlock();
        caller_->credit(more, form_, true);
        lock.lock();
        return true;
    }

    std::shared_ptr<exchange> caller_;
    method_descriptor const& method_;
    std::optional<item_type> first_;
    format form_;
    codec::decode_options decoding_;
    item_queue queue_;
};

} // namespace yonder::rpc

#endif
