// SPDX-License-Identifier: BSL-1.0
// Cap'n Proto: two-party calls with its own event loop, one connection a caller.
#include "catalog.capnp.h"
#include "driver.hpp"

#include <capnp/ez-rpc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace {

using namespace bench::capn;

void fill(Record::Builder to, bench::Record const& from) {
    to.setId(from.id);
    to.setName(from.name);
    to.setSku(from.sku);
    to.setPriceCents(from.price_cents);
    to.setStock(from.stock);
    to.setDescription(from.description);
}

class shelf final : public Catalog::Server {
    kj::Promise<void> find(FindContext call) override {
        bench::Record found = bench::example();
        found.id = call.getParams().getId();
        fill(call.getResults().initRecord(), found);
        return kj::READY_NOW;
    }
    kj::Promise<void> list(ListContext call) override {
        auto const records = bench::examples(call.getParams().getFirst());
        auto to = call.getResults().initRecords(static_cast<unsigned>(records.size()));
        for (unsigned i = 0; i < to.size(); ++i)
            fill(to[i], records[i]);
        return kj::READY_NOW;
    }
    kj::Promise<void> count(CountContext call) override {
        auto const asked = call.getParams();
        return send_from(0, asked.getTo(), asked.getInto());
    }

    // Each item waits until the flow control of the connection has room for it.
    static kj::Promise<void> send_from(std::int64_t at, std::int64_t to, Numbers::Client into) {
        if (at == to)
            return into.endRequest().send().ignoreResult();
        auto item = into.itemRequest();
        item.setValue(at);
        return item.send().then([at, to, into]() mutable { return send_from(at + 1, to, kj::mv(into)); });
    }
};

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    capnp::EzRpcServer server(kj::heap<shelf>(), address);
    auto& waiting = server.getWaitScope();
    ready("127.0.0.1:" + std::to_string(server.getPort().wait(waiting)));
    kj::NEVER_DONE.wait(waiting);
}

bool is_right(Record::Reader record, std::int64_t id) {
    auto const view = [](capnp::Text::Reader text) { return std::string_view(text.begin(), text.size()); };
    return bench::is_example(id, record.getId(), view(record.getName()), view(record.getSku()), record.getPriceCents(),
                             record.getStock(), view(record.getDescription()));
}

bool is_right(capnp::List<Record>::Reader records, std::int64_t first) {
    if (records.size() != bench::records_in_large)
        return false;
    for (auto const one : records)
        if (!is_right(one, first++))
            return false;
    return true;
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) : client_(address), catalog_(client_.getMain<Catalog>()) {}
    ~client() noexcept override = default; // those of the members may throw

    void find(std::int64_t id) override {
        auto call = catalog_.findRequest();
        call.setId(id);
        bench::expect(is_right(call.send().wait(client_.getWaitScope()).getRecord(), id));
    }
    void list(std::int64_t first) override {
        auto call = catalog_.listRequest();
        call.setFirst(first);
        bench::expect(is_right(call.send().wait(client_.getWaitScope()).getRecords(), first));
    }

    Catalog::Client catalog() { return catalog_; }
    kj::WaitScope& waiting() { return client_.getWaitScope(); }

private:
    capnp::EzRpcClient client_;
    Catalog::Client catalog_;
};

kj::Promise<void> keep_finding(Catalog::Client catalog, bench::timesheet& sheet) {
    auto call = catalog.findRequest();
    std::int64_t const id = sheet.next_id();
    call.setId(id);
    auto const begun = bench::clock::now();
    return call.send().then([catalog, &sheet, id, begun](auto&& reply) mutable -> kj::Promise<void> {
        bench::expect(is_right(reply.getRecord(), id));
        sheet.done(begun);
        return sheet.is_over() ? kj::Promise<void>(kj::READY_NOW) : keep_finding(kj::mv(catalog), sheet);
    });
}

kj::Promise<void> keep_listing(Catalog::Client catalog, bench::timesheet& sheet) {
    auto call = catalog.listRequest();
    std::int64_t const first = sheet.next_id();
    call.setFirst(first);
    auto const begun = bench::clock::now();
    return call.send().then([catalog, &sheet, first, begun](auto&& reply) mutable -> kj::Promise<void> {
        bench::expect(is_right(reply.getRecords(), first));
        sheet.done(begun);
        return sheet.is_over() ? kj::Promise<void>(kj::READY_NOW) : keep_listing(kj::mv(catalog), sheet);
    });
}

void overlap(std::string const& address, bench::work what, unsigned outstanding, bench::timesheet& sheet) {
    client one(address);
    kj::Vector<kj::Promise<void>> calls;
    for (unsigned i = 0; i < outstanding; ++i)
        calls.add(what == bench::work::small ? keep_finding(one.catalog(), sheet) : keep_listing(one.catalog(), sheet));
    kj::joinPromises(calls.releaseAsArray()).wait(one.waiting());
}

class adder final : public Numbers::Server {
public:
    explicit adder(std::int64_t& sum) : sum_(sum) {}

private:
    kj::Promise<void> item(ItemContext call) override {
        sum_ += call.getParams().getValue();
        return kj::READY_NOW;
    }
    kj::Promise<void> end(EndContext) override { return kj::READY_NOW; }

    std::int64_t& sum_;
};

std::int64_t stream(std::string const& address, std::int64_t items) {
    client one(address);
    std::int64_t sum = 0;
    auto call = one.catalog().countRequest();
    call.setTo(items);
    call.setInto(kj::heap<adder>(sum));
    call.send().wait(one.waiting());
    return sum;
}

} // namespace

int main(int count, char** arguments) {
    return bench::run(
        count, arguments,
        {serve, [](std::string const& address) { return std::make_unique<client>(address); }, overlap, stream});
}
