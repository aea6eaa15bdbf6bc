// SPDX-License-Identifier: BSL-1.0
// NATS: request and reply over a broker, which the address names; both ends are its clients. The payloads are our
// binary form, so that the difference is the broker's.
#include "../catalog.hpp"
#include "driver.hpp"

#include <yonder/codec/binary.hpp>

#include <nats/nats.h>

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace {

void check(natsStatus status) {
    if (status != NATS_OK)
        bench::give_up(natsStatus_GetText(status));
}

natsConnection* connect_to(std::string const& address) {
    natsOptions* options = nullptr;
    natsConnection* made = nullptr;
    check(natsOptions_Create(&options));
    check(natsOptions_SetURL(options, address.c_str()));
    check(natsOptions_SetSendAsap(options, true)); // without it a request waits for a millisecond
    check(natsConnection_Connect(&made, options));
    natsOptions_Destroy(options);
    return made;
}

std::int64_t number_in(natsMsg* message) {
    std::int64_t number = 0;
    bench::expect(natsMsg_GetDataLength(message) == sizeof number);
    std::memcpy(&number, natsMsg_GetData(message), sizeof number);
    return number;
}

std::string_view text_of(natsMsg* message) {
    return {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

void respond(natsConnection* connection, natsMsg* message, std::string const& bytes) {
    check(natsConnection_Publish(connection, natsMsg_GetReply(message), bytes.data(), static_cast<int>(bytes.size())));
    natsMsg_Destroy(message);
}

void find(natsConnection* connection, natsSubscription*, natsMsg* message, void*) {
    respond(connection, message, yonder::binary::encode(bench::Shelf().find(number_in(message))));
}

void list(natsConnection* connection, natsSubscription*, natsMsg* message, void*) {
    respond(connection, message, yonder::binary::encode(bench::Shelf().list(number_in(message))));
}

void count(natsConnection* connection, natsSubscription*, natsMsg* message, void*) {
    std::int64_t const to = number_in(message);
    for (std::int64_t i = 0; i < to; ++i)
        check(natsConnection_Publish(connection, natsMsg_GetReply(message), &i, sizeof i));
    natsMsg_Destroy(message);
}

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    natsConnection* const connection = connect_to(address);
    natsSubscription* made = nullptr;
    check(natsConnection_Subscribe(&made, connection, "bench.find", find, nullptr));
    check(natsConnection_Subscribe(&made, connection, "bench.list", list, nullptr));
    // Items are many small messages, which may wait for each other: a connection that does not send each at once.
    natsConnection* many = nullptr;
    check(natsConnection_ConnectTo(&many, address.c_str()));
    check(natsConnection_Subscribe(&made, many, "bench.count", count, nullptr));
    check(natsConnection_Flush(connection));
    check(natsConnection_Flush(many));
    ready(address);
    for (;;)
        std::this_thread::sleep_for(std::chrono::hours(1));
}

bool is_right(bench::Record const& record, std::int64_t id) {
    return bench::is_example(id, record.id, record.name, record.sku, record.price_cents, record.stock,
                             record.description);
}

void check_small(std::string_view bytes, std::int64_t id) {
    bench::expect(is_right(yonder::binary::decode<bench::Record>(bytes), id));
}

void check_large(std::string_view bytes, std::int64_t first) {
    auto const records = yonder::binary::decode<std::vector<bench::Record>>(bytes);
    bench::expect(records.size() == bench::records_in_large);
    for (bench::Record const& one : records)
        bench::expect(is_right(one, first++));
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) : connection_(connect_to(address)) {}

    void find(std::int64_t id) override { call("bench.find", id, check_small); }
    void list(std::int64_t first) override { call("bench.list", first, check_large); }

private:
    void call(char const* subject, std::int64_t id, void (*check_reply)(std::string_view, std::int64_t)) {
        natsMsg* reply = nullptr;
        check(natsConnection_Request(&reply, connection_, subject, &id, sizeof id, 10'000));
        check_reply(text_of(reply), id);
        natsMsg_Destroy(reply);
    }

    natsConnection* connection_;
};

// A subscription for the replies, which come in the order of the requests.
class inbox {
public:
    explicit inbox(natsConnection* connection) : connection_(connection) {
        check(natsInbox_Create(&name_));
        check(natsConnection_SubscribeSync(&replies_, connection, name_));
        check(natsSubscription_SetPendingLimits(replies_, -1, -1));
    }

    void ask(char const* subject, std::int64_t number) {
        check(natsConnection_PublishRequest(connection_, subject, name_, &number, sizeof number));
    }

    natsMsg* next() {
        natsMsg* message = nullptr;
        check(natsSubscription_NextMsg(&message, replies_, 10'000));
        return message;
    }

private:
    natsConnection* connection_;
    natsInbox* name_ = nullptr;
    natsSubscription* replies_ = nullptr;
};

void overlap(std::string const& address, bench::work what, unsigned outstanding, bench::timesheet& sheet) {
    inbox replies(connect_to(address));
    std::vector<std::pair<std::int64_t, bench::clock::time_point>> calls(outstanding);
    auto const ask = [&](auto& call) {
        call = {sheet.next_id(), bench::clock::now()};
        replies.ask(what == bench::work::small ? "bench.find" : "bench.list", call.first);
    };
    for (auto& call : calls)
        ask(call);
    for (std::size_t i = 0; !sheet.is_over(); i = (i + 1) % outstanding) {
        natsMsg* const reply = replies.next();
        (what == bench::work::small ? check_small : check_large)(text_of(reply), calls[i].first);
        natsMsg_Destroy(reply);
        sheet.done(calls[i].second);
        ask(calls[i]);
    }
}

std::int64_t stream(std::string const& address, std::int64_t items) {
    inbox numbers(connect_to(address));
    numbers.ask("bench.count", items);
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < items; ++i) {
        natsMsg* const item = numbers.next();
        sum += number_in(item);
        natsMsg_Destroy(item);
    }
    return sum;
}

} // namespace

int main(int count, char** arguments) {
    return bench::run(
        count, arguments,
        {serve, [](std::string const& address) { return std::make_unique<client>(address); }, overlap, stream});
}
