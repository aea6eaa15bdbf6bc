// SPDX-License-Identifier: BSL-1.0
// Thrift: the binary protocol and a thread a connection. The first word of the address says how messages are kept
// together: "framed 127.0.0.1:0" or "buffered 127.0.0.1:0".
#include "Catalog.h"
#include "driver.hpp"

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/server/TThreadedServer.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/TServerSocket.h>
#include <thrift/transport/TSocket.h>

#include <cstdlib>

namespace {

using namespace apache::thrift;

bool is_framed(std::string const& address) { return address.starts_with("framed "); }
std::string port_of(std::string const& address) { return address.substr(address.rfind(':') + 1); }

void fill(bench::rift::Record& to, bench::Record const& from) {
    to.id = from.id;
    to.name = from.name;
    to.sku = from.sku;
    to.price_cents = from.price_cents;
    to.stock = from.stock;
    to.description = from.description;
}

class shelf : public bench::rift::CatalogIf {
public:
    void find(bench::rift::Record& reply, std::int64_t const id) override {
        bench::Record found = bench::example();
        found.id = id;
        fill(reply, found);
    }
    void all(std::vector<bench::rift::Record>& reply, std::int64_t const first) override {
        auto const records = bench::examples(first);
        reply.resize(records.size());
        for (std::size_t i = 0; i < records.size(); ++i)
            fill(reply[i], records[i]);
    }
};

// Tells when it listens, and where.
class announcer : public server::TServerEventHandler {
public:
    explicit announcer(std::function<void()> tell) : tell_(std::move(tell)) {}
    void preServe() override { tell_(); }

private:
    std::function<void()> tell_;
};

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    auto const socket = std::make_shared<transport::TServerSocket>("127.0.0.1", std::stoi(port_of(address)));
    socket->setAcceptBacklog(1024);
    std::shared_ptr<transport::TTransportFactory> transports = std::make_shared<transport::TBufferedTransportFactory>();
    if (is_framed(address))
        transports = std::make_shared<transport::TFramedTransportFactory>();
    server::TThreadedServer server(std::make_shared<bench::rift::CatalogProcessor>(std::make_shared<shelf>()), socket,
                                   transports, std::make_shared<protocol::TBinaryProtocolFactory>());
    server.setServerEventHandler(std::make_shared<announcer>([&] {
        ready((is_framed(address) ? "framed 127.0.0.1:" : "buffered 127.0.0.1:") + std::to_string(socket->getPort()));
    }));
    server.serve();
}

bool is_right(bench::rift::Record const& record, std::int64_t id) {
    return bench::is_example(id, record.id, record.name, record.sku, record.price_cents, record.stock,
                             record.description);
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) {
        std::shared_ptr<transport::TTransport> transport =
            std::make_shared<transport::TSocket>("127.0.0.1", std::stoi(port_of(address)));
        if (is_framed(address))
            transport = std::make_shared<transport::TFramedTransport>(transport);
        else
            transport = std::make_shared<transport::TBufferedTransport>(transport);
        catalog_ = std::make_unique<bench::rift::CatalogClient>(std::make_shared<protocol::TBinaryProtocol>(transport));
        transport->open();
    }

    void find(std::int64_t id) override {
        bench::rift::Record reply;
        catalog_->find(reply, id);
        bench::expect(is_right(reply, id));
    }
    void list(std::int64_t first) override {
        std::vector<bench::rift::Record> reply;
        catalog_->all(reply, first);
        bench::expect(reply.size() == bench::records_in_large);
        for (bench::rift::Record const& one : reply)
            bench::expect(is_right(one, first++));
    }

private:
    std::unique_ptr<bench::rift::CatalogClient> catalog_;
};

} // namespace

int main(int count, char** arguments) {
    return bench::run(count, arguments,
                      {serve, [](std::string const& address) { return std::make_unique<client>(address); }, {}, {}});
}
