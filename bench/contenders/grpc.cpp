// SPDX-License-Identifier: BSL-1.0
// gRPC. The server may be of two kinds, which the first word of the address says: "sync 127.0.0.1:0" has a thread for
// each call at work, "callback 127.0.0.1:0" runs methods where they are read. Callers that wait use a blocking stub,
// those that do not a completion queue.
#include "catalog.grpc.pb.h"
#include "driver.hpp"

#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include <sstream>

namespace {

using namespace bench::proto;

void fill(Record& to, bench::Record const& from) {
    to.set_id(from.id);
    to.set_name(from.name);
    to.set_sku(from.sku);
    to.set_price_cents(from.price_cents);
    to.set_stock(from.stock);
    to.set_description(from.description);
}

void find_into(Record& reply, std::int64_t id) {
    bench::Record found = bench::example();
    found.id = id;
    fill(reply, found);
}

void list_into(Records& reply, std::int64_t first) {
    for (bench::Record const& one : bench::examples(first))
        fill(*reply.add_records(), one);
}

class blocking_service final : public Catalog::Service {
    grpc::Status find(grpc::ServerContext*, Number const* asked, Record* reply) override {
        find_into(*reply, asked->value());
        return {};
    }
    grpc::Status list(grpc::ServerContext*, Number const* asked, Records* reply) override {
        list_into(*reply, asked->value());
        return {};
    }
    grpc::Status count(grpc::ServerContext*, Number const* asked, grpc::ServerWriter<Number>* to) override {
        Number item;
        for (std::int64_t i = 0; i < asked->value(); ++i) {
            item.set_value(i);
            if (!to->Write(item))
                break;
        }
        return {};
    }
};

class callback_service final : public Catalog::CallbackService {
    grpc::ServerUnaryReactor* find(grpc::CallbackServerContext* context, Number const* asked, Record* reply) override {
        find_into(*reply, asked->value());
        return finished(context);
    }
    grpc::ServerUnaryReactor* list(grpc::CallbackServerContext* context, Number const* asked, Records* reply) override {
        list_into(*reply, asked->value());
        return finished(context);
    }
    grpc::ServerWriteReactor<Number>* count(grpc::CallbackServerContext*, Number const* asked) override {
        class writer : public grpc::ServerWriteReactor<Number> {
        public:
            explicit writer(std::int64_t to) : to_(to) { OnWriteDone(true); }
            void OnWriteDone(bool is_fine) override {
                if (!is_fine || at_ == to_)
                    return Finish(grpc::Status::OK);
                item_.set_value(at_++);
                StartWrite(&item_);
            }
            void OnDone() override { delete this; }

        private:
            Number item_;
            std::int64_t at_ = 0;
            std::int64_t to_;
        };
        return new writer(asked->value());
    }

    static grpc::ServerUnaryReactor* finished(grpc::CallbackServerContext* context) {
        auto* const reactor = context->DefaultReactor();
        reactor->Finish(grpc::Status::OK);
        return reactor;
    }
};

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    std::istringstream words(address);
    std::string kind;
    std::string where;
    words >> kind >> where;
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort(where, grpc::InsecureServerCredentials(), &port);
    blocking_service blocking;
    callback_service reacting;
    if (kind == "callback")
        builder.RegisterService(&reacting);
    else
        builder.RegisterService(&blocking);
    auto const server = builder.BuildAndStart();
    ready("127.0.0.1:" + std::to_string(port));
    server->Wait();
}

std::unique_ptr<Catalog::Stub> stub_for(std::string const& address) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // a connection of its own
    return Catalog::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
}

bool is_right(Record const& record, std::int64_t id) {
    return bench::is_example(id, record.id(), record.name(), record.sku(), record.price_cents(), record.stock(),
                             record.description());
}

bool is_right(Records const& records, std::int64_t first) {
    if (records.records_size() != static_cast<int>(bench::records_in_large))
        return false;
    for (Record const& one : records.records())
        if (!is_right(one, first++))
            return false;
    return true;
}

// Failing is not the same as a wrong answer, and gRPC does fail.
void expect_ok(grpc::Status const& status) {
    if (!status.ok())
        bench::give_up("a call failed: status " + std::to_string(status.error_code()) + ", " + status.error_message());
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) : stub_(stub_for(address)) {}

    void find(std::int64_t id) override {
        grpc::ClientContext context;
        Record reply;
        asked_.set_value(id);
        expect_ok(stub_->find(&context, asked_, &reply));
        bench::expect(is_right(reply, id));
    }
    void list(std::int64_t first) override {
        grpc::ClientContext context;
        Records reply;
        asked_.set_value(first);
        expect_ok(stub_->list(&context, asked_, &reply));
        bench::expect(is_right(reply, first));
    }

private:
    std::unique_ptr<Catalog::Stub> stub_;
    Number asked_;
};

template <class Reply, class Prepare>
void keep_going(Prepare prepare, unsigned outstanding, bench::timesheet& sheet) {
    struct call {
        std::int64_t id = 0;
        bench::clock::time_point begun;
        grpc::ClientContext context;
        grpc::Status status;
        Reply reply;
        std::unique_ptr<grpc::ClientAsyncResponseReader<Reply>> reader;
    };
    grpc::CompletionQueue queue;
    auto const start = [&] {
        auto* const made = new call;
        made->id = sheet.next_id();
        made->begun = bench::clock::now();
        Number asked;
        asked.set_value(made->id);
        made->reader = prepare(&made->context, asked, &queue);
        made->reader->StartCall();
        made->reader->Finish(&made->reply, &made->status, made);
    };
    for (unsigned i = 0; i < outstanding; ++i)
        start();
    void* tag = nullptr;
    bool is_fine = false;
    while (outstanding > 0 && queue.Next(&tag, &is_fine)) {
        std::unique_ptr<call> const over(static_cast<call*>(tag));
        expect_ok(over->status);
        bench::expect(is_fine && is_right(over->reply, over->id));
        sheet.done(over->begun);
        if (sheet.is_over())
            --outstanding;
        else
            start();
    }
}

void overlap(std::string const& address, bench::work what, unsigned outstanding, bench::timesheet& sheet) {
    auto const stub = stub_for(address);
    if (what == bench::work::small)
        keep_going<Record>([&](auto... with) { return stub->PrepareAsyncfind(with...); }, outstanding, sheet);
    else
        keep_going<Records>([&](auto... with) { return stub->PrepareAsynclist(with...); }, outstanding, sheet);
}

std::int64_t stream(std::string const& address, std::int64_t items) {
    auto const stub = stub_for(address);
    grpc::ClientContext context;
    Number asked;
    asked.set_value(items);
    auto const reader = stub->count(&context, asked);
    std::int64_t sum = 0;
    Number item;
    while (reader->Read(&item))
        sum += item.value();
    expect_ok(reader->Finish());
    return sum;
}

} // namespace

int main(int count, char** arguments) {
    return bench::run(
        count, arguments,
        {serve, [](std::string const& address) { return std::make_unique<client>(address); }, overlap, stream});
}
