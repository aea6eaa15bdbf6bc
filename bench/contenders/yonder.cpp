// SPDX-License-Identifier: BSL-1.0
// Ours. An address is a URL that host::listen and container::bind<I>().to_remote() take, after "binary " for the binary
// form where the transport has both, or after "threads " for a server of cpp-httplib; or "local" or "isolated", for
// which there is no server.
#include "../catalog.hpp"
#include "driver.hpp"

#include <yonder/yonder.hpp>

#include <deque>
#include <utility>

namespace {

constexpr std::string_view binary_mark = "binary ";
constexpr std::string_view threads_mark = "threads ";

// Without the marks.
std::string url_of(std::string const& address) {
    for (std::string_view const mark : {binary_mark, threads_mark})
        if (address.starts_with(mark))
            return address.substr(mark.size());
    return address;
}

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    yonder::container app;
    app.bind<bench::Catalog>().to<bench::Shelf>();
    yonder::host_options options;
    options.max_connections = 4096; // as idle ones are counted, too
    options.max_in_flight = 4096;
    options.keep_alive = std::chrono::minutes(10);
    if (address.starts_with(threads_mark))
        options.http_engine = yonder::http::engine::cpp_httplib;
    yonder::host host(app, options);
    host.expose<bench::Catalog>();
    std::string const url = url_of(address);
    host.listen(url);
    host.start();
    ready(address.substr(0, address.size() - url.size()) + host.urls().front());
    host.wait();
}

// Each has its own container, and with it connections of its own.
std::shared_ptr<bench::Catalog> catalog_at(std::string const& address) {
    yonder::container app;
    auto&& binding = app.bind<bench::Catalog>();
    if (address == "local")
        binding.to<bench::Shelf>();
    else if (address == "isolated")
        binding.to_isolated<bench::Shelf>();
    else if (address.starts_with(binary_mark))
        binding.to_remote(url_of(address)).form(yonder::format::binary);
    else
        binding.to_remote(url_of(address));
    binding.timeout(std::chrono::minutes(2)); // for the stream
    return app.get<bench::Catalog>();
}

bool is_right(bench::Record const& record, std::int64_t id) {
    return bench::is_example(id, record.id, record.name, record.sku, record.price_cents, record.stock,
                             record.description);
}

bool is_right(std::vector<bench::Record> const& records, std::int64_t first) {
    if (records.size() != bench::records_in_large)
        return false;
    for (bench::Record const& one : records)
        if (!is_right(one, first++))
            return false;
    return true;
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) : catalog_(catalog_at(address)) {}

    void find(std::int64_t id) override { bench::expect(is_right(catalog_->find(id), id)); }
    void list(std::int64_t first) override { bench::expect(is_right(catalog_->list(first), first)); }

private:
    std::shared_ptr<bench::Catalog> catalog_;
};

// Takes the oldest first. What has come in the meantime waits, so its time is longer than it would need to be.
template <class Begin>
void keep_going(Begin begin, unsigned outstanding, bench::timesheet& sheet) {
    struct call {
        std::int64_t id;
        bench::clock::time_point begun;
        std::invoke_result_t<Begin, std::int64_t> answer;
    };
    std::deque<call> calls;
    while (!sheet.is_over()) {
        while (calls.size() < outstanding) {
            std::int64_t const id = sheet.next_id();
            auto const now = bench::clock::now();
            calls.push_back({id, now, begin(id)});
        }
        bench::expect(is_right(calls.front().answer.get(), calls.front().id));
        sheet.done(calls.front().begun);
        calls.pop_front();
    }
    for (call& one : calls)
        one.answer.get();
}

void overlap(std::string const& address, bench::work what, unsigned outstanding, bench::timesheet& sheet) {
    auto const later = yonder::async(catalog_at(address));
    if (what == bench::work::small)
        keep_going([&](std::int64_t id) { return later->find(id); }, outstanding, sheet);
    else
        keep_going([&](std::int64_t id) { return later->list(id); }, outstanding, sheet);
}

std::int64_t stream(std::string const& address, std::int64_t items) {
    std::int64_t sum = 0;
    for (std::int64_t const one : catalog_at(address)->count(items))
        sum += one;
    return sum;
}

} // namespace

int main(int count, char** arguments) {
    return bench::run(
        count, arguments,
        {serve, [](std::string const& address) { return std::make_unique<client>(address); }, overlap, stream});
}
