// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_STREAM_PUMP_HPP
#define YONDER_RPC_STREAM_PUMP_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/stream.hpp>
#include <yonder/rpc/dispatcher_options.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace yonder::rpc {

// Takes the next item and encodes it: false at the end. Throws what the stream failed with, or why the item has no
// form.
using take_item = bool (*)(method_descriptor const& method, stream_core& from, payload& item);

template <class T>
bool take_result(method_descriptor const&, stream_core& from, payload& item) {
    auto const taken = static_cast<stream_state<T>&>(from).take();
    if (taken)
        encode_result(*taken, item.form, item.bytes);
    return taken.has_value();
}
template <class Codec>
bool take_argument(method_descriptor const& method, stream_core& from, payload& item) {
    auto const taken = static_cast<stream_state<typename Codec::item_type>&>(from).take();
    if (taken)
        Codec::encode_argument_item(method, *taken, item.form, item.bytes);
    return taken.has_value();
}

// Reads a stream as the other side gives credit, and hands its items on encoded. One thread reads at a time: the one
// that runs it, and after a pause of the stream the one that brings its next item.
class stream_pump : public continuation, public std::enable_shared_from_this<stream_pump> {
public:
    stream_pump(core_pointer<stream_core> from, take_item take, method_descriptor const& method)
        : method_(method), from_(std::move(from)), take_(take) {}
    virtual ~stream_pump();

    // So many more items may be handed on, in this form. True if the caller must see that run() is called.
    bool add_credit(std::size_t items, format form) noexcept;

    // Reads until the credit is used up or the stream makes it wait.
    void run() noexcept final;

    // No more items are wanted.
    void cancel_stream() noexcept { from_->cancel(); }

protected:
    virtual void hand_on(payload item) = 0;

    // After items that took their time: sees that run() is called again, so that this thread can do something about
    // those that it has handed on. False if it must go on itself.
    virtual bool go_on_later() noexcept = 0;
    virtual void conclude() = 0;

    // In place of the exception being handled. Nothing follows.
    virtual void give_up() noexcept = 0;

    method_descriptor const& method_;

private:
    bool may_go_on() noexcept;
    bool step() noexcept;

    core_pointer<stream_core> from_;
    take_item take_;
    std::mutex mutex_;
    std::atomic<format> form_ = format::json;
    std::size_t credit_ = 0;
    bool is_busy_ = false;
    bool is_over_ = false;
    std::shared_ptr<stream_pump> self_; // while the stream makes it wait
};

template <class T>
core_pointer<stream_core> core_of(stream<T> items) {
    return core_pointer<stream_core>(items.release().detach());
}

// The results of a method that streams, for its caller.
class streamed_reply final : public stream_pump, public performer {
public:
    streamed_reply(core_pointer<stream_core> from, take_item take, std::shared_ptr<exchange> caller,
                   method_descriptor const& method, dispatcher_options const& options, format form)
        : stream_pump(std::move(from), take, method), caller_(std::move(caller)), options_(options), form_(form) {}

    void grant(std::size_t items) noexcept override;
    void cancel() noexcept override;

private:
    void hand_on(payload item) override;
    bool go_on_later() noexcept override;
    void conclude() override;
    void give_up() noexcept override;

    std::shared_ptr<exchange> caller_;
    dispatcher_options options_;
    uuid const call_id_ = context::current().call_id();
    format form_;
};

// The items of an argument that streams, for the performer of the call.
class stream_feeder final : public stream_pump, public feeder {
public:
    stream_feeder(core_pointer<stream_core> from, take_item take, method_descriptor const& method)
        : stream_pump(std::move(from), take, method) {}

    void begin(std::weak_ptr<exchange> of) noexcept override { call_ = std::move(of); }
    void credit(std::size_t items, format form, bool lent) noexcept override;
    void stop() noexcept override { cancel_stream(); }

private:
    void hand_on(payload item) override;
    bool go_on_later() noexcept override;
    void conclude() override;
    void give_up() noexcept override;

    std::weak_ptr<exchange> call_;
};

} // namespace yonder::rpc

#endif
