// SPDX-License-Identifier: BSL-1.0
#include "scenario/scenario.hpp"

#include "scenario/transcript.hpp"

#include <thread>

namespace shop {
namespace {

constexpr std::chrono::milliseconds a_moment(50);

v1::Payment const good_card = v1::Card{"4111 1111 1111 1111", 2099, 12};
v1::Payment const old_card = v1::Card{"4111 1111 1111 1111", 2019, 6};
v1::Payment const account = v1::DirectDebit{"DE89 3704 0044 0532 0130 00", "Ida Sommer"};

class Visit {
public:
    Visit(v1::Catalog& catalog, v1::Orders& orders, v1::Stock& stock, v1::Mail& mail, std::ostream& out)
        : catalog_(catalog), orders_(orders), stock_(stock), mail_(mail), transcript_(out),
          lamp_(plenty_of("brass lamp")), coffee_(plenty_of("espresso")) {}

    std::string const& answers() const { return transcript_.answers(); }

    void browse() {
        transcript_.answer("Catalog.categories", [&] { return catalog_.categories(); });
        v1::SearchResult const lamps = search("brass lamp", {0, 5});
        search("brass lamp", lamps.next.value_or(v1::Page{}));
        transcript_.refusal<v1::InvalidPage>("Catalog.search all at once", [&] { catalog_.search("", {0, 100'000}); });
        transcript_.answer("Catalog.find " + lamp_, [&] { return catalog_.find(lamp_); });
        transcript_.answer("Catalog.find LIG-99999", [&] { return catalog_.find("LIG-99999"); });
        transcript_.answer("Catalog.find_all", [&] { return catalog_.find_all({coffee_, lamp_, "LIG-99999"}); });
        transcript_.answer("Catalog.price_list pantry", [&] { return catalog_.price_list(v1::Category::pantry); });
    }

    void reserve() {
        std::int64_t const on_hand = level(lamp_).on_hand;
        std::string const kept = reserve(2, std::chrono::minutes(5)).id;
        level(lamp_);
        transcript_.answer("Stock.release " + kept, [&] { return stock_.release(kept); });
        transcript_.answer("Stock.release " + kept + " again", [&] { return stock_.release(kept); });
        transcript_.refusal<v1::UnknownReservation>("Stock.take " + kept, [&] { stock_.take({kept}); });
        transcript_.refusal<v1::OutOfStock>("Stock.reserve one more than all", [&] {
            stock_.reserve(lamp_, static_cast<std::int32_t>(on_hand + 1), a_moment);
        });
        reserve(static_cast<std::int32_t>(on_hand), a_moment);
        std::this_thread::sleep_for(2 * a_moment);
        level(lamp_); // the reservation is over
    }

    void order_wrongly() {
        refused<v1::EmptyOrder>("nothing", {}, good_card);
        refused<v1::UnknownProduct>("an unknown product", {{lamp_, 1}, {"LIG-99999", 1}}, good_card);
        refused<v1::InvalidQuantity>("no pieces", {{lamp_, 0}}, good_card);
        refused<v1::OutOfStock>("more than there is", {{lamp_, 1}, {coffee_, 1000}}, good_card);
        refused<v1::PaymentDeclined>("with an old card", {{lamp_, 1}}, old_card);
        refused<v1::PaymentDeclined>("on invoice at first", {{coffee_, 2}}, v1::Invoice());
        level(lamp_); // none of them left anything reserved
    }

    void order() {
        first_ = place("with a card", {{lamp_, 1}, {coffee_, 3}, {lamp_, 1}}, good_card).id;
        second_ = place("by direct debit", {{coffee_, 1}}, account).id;
        place("on invoice", {{coffee_, 2}}, v1::Invoice{std::chrono::hours(7 * 24)});
        transcript_.answer("Orders.find " + first_, [&] { return orders_.find(first_); });
        level(lamp_);
    }

    void change_orders() {
        transcript_.answer("Orders.ship " + first_, [&] { return orders_.ship(first_, v1::Carrier::express); });
        transcript_.refusal<v1::AlreadyShipped>("Orders.cancel " + first_, [&] { orders_.cancel(first_); });
        transcript_.answer("Orders.cancel " + second_, [&] { return orders_.cancel(second_); });
        transcript_.refusal<v1::AlreadyCancelled>("Orders.cancel " + second_ + " again",
                                                  [&] { orders_.cancel(second_); });
        transcript_.refusal<v1::UnknownOrder>("Orders.cancel O-1", [&] { orders_.cancel("O-1"); });
        level(coffee_); // what was cancelled is back
        transcript_.answer("Orders.history", [&] { return orders_.history(customer, std::nullopt); });
        transcript_.answer("Orders.history of what is open",
                           [&] { return orders_.history(customer, v1::OrderStatus::placed); });
    }

    void read_mail() {
        transcript_.answer("Mail.outbox", [&] { return mail_.outbox(email); });
        transcript_.refusal<v1::InvalidAddress>("Mail.send to nobody", [&] {
            mail_.send({"ida at example.org", "Hello", "", {}});
        });
        transcript_.answer("Mail.send", [&] {
            return mail_.send({"service@shop.example", "Danke für alles!", "Ida\n", {}});
        });
    }

private:
    static constexpr char const* customer = "ida";
    static constexpr char const* email = "ida@example.org";

    std::string plenty_of(std::string const& text) {
        for (v1::Product const& product : catalog_.search(text, {0, 50}).products)
            if (v1::StockLevel const level = stock_.level(product.sku); level.on_hand >= 20 && level.on_hand < 1000)
                return product.sku;
        throw std::runtime_error("the shop has not enough of any " + text);
    }

    v1::SearchResult search(std::string const& words, v1::Page page) {
        return transcript_.answer("Catalog.search " + words + ", from " + std::to_string(page.offset),
                                  [&] { return catalog_.search(words, page); });
    }

    v1::StockLevel level(std::string const& sku) {
        return transcript_.answer("Stock.level " + sku, [&] { return stock_.level(sku); });
    }

    v1::Reservation reserve(std::int32_t quantity, std::chrono::milliseconds hold_for) {
        return transcript_.answer("Stock.reserve " + std::to_string(quantity) + " x " + lamp_,
                                  [&] { return stock_.reserve(lamp_, quantity, hold_for); });
    }

    v1::NewOrder order_of(std::vector<v1::OrderLine> lines, v1::Payment payment) const {
        v1::NewOrder order{
            customer,           email,       {"Ida Sommer", "Lindenallee 4", "20357", "Hamburg"}, std::move(lines),
            std::move(payment), std::nullopt};
        order.note = "Please ring twice \U0001F514";
        return order;
    }

    v1::Order place(std::string const& how, std::vector<v1::OrderLine> lines, v1::Payment payment) {
        v1::NewOrder const order = order_of(std::move(lines), std::move(payment));
        return transcript_.answer("Orders.place " + how, [&] { return orders_.place(order); });
    }

    template <class Exception>
    void refused(std::string const& how, std::vector<v1::OrderLine> lines, v1::Payment payment) {
        v1::NewOrder const order = order_of(std::move(lines), std::move(payment));
        transcript_.refusal<Exception>("Orders.place " + how, [&] { orders_.place(order); });
    }

    v1::Catalog& catalog_;
    v1::Orders& orders_;
    v1::Stock& stock_;
    v1::Mail& mail_;
    Transcript transcript_;
    std::string lamp_;
    std::string coffee_;
    std::string first_;
    std::string second_;
};

} // namespace

std::string run_scenario(v1::Catalog& catalog, v1::Orders& orders, v1::Stock& stock, v1::Mail& mail,
                         std::ostream& out) {
    Visit visit(catalog, orders, stock, mail, out);
    visit.browse();
    visit.reserve();
    visit.order_wrongly();
    visit.order();
    visit.change_orders();
    visit.read_mail();
    return visit.answers();
}

} // namespace shop
