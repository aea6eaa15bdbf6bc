// SPDX-License-Identifier: BSL-1.0
#include "orders/order_desk.hpp"

#include "orders/authorise.hpp"
#include "orders/held_goods.hpp"
#include "orders/letters.hpp"
#include "orders/totals.hpp"

#include <algorithm>
#include <utility>

namespace shop {
namespace {

constexpr std::int32_t most_of_a_product = 1000;

// The same product on two lines becomes one line.
std::vector<v1::OrderLine> merged(std::vector<v1::OrderLine> const& lines) {
    std::vector<v1::OrderLine> result;
    std::unordered_map<std::string, std::size_t> place_of;
    for (v1::OrderLine const& line : lines) {
        auto const [place, is_new] = place_of.try_emplace(line.sku, result.size());
        if (is_new)
            result.push_back({line.sku, 0});
        std::int64_t const quantity = std::int64_t(result[place->second].quantity) + line.quantity;
        if (line.quantity < 1 || quantity > most_of_a_product)
            throw v1::InvalidQuantity{line.sku, line.quantity, most_of_a_product};
        result[place->second].quantity = static_cast<std::int32_t>(quantity);
    }
    return result;
}

std::int32_t pieces_in(v1::Order const& order) {
    std::int32_t pieces = 0;
    for (v1::PricedLine const& line : order.lines)
        pieces += line.quantity;
    return pieces;
}

} // namespace

OrderDesk::OrderDesk(std::shared_ptr<v1::Catalog> catalog, std::shared_ptr<v1::Stock> stock,
                     std::shared_ptr<v1::Mail> mail)
    : catalog_(std::move(catalog)), stock_(std::move(stock)), mail_(std::move(mail)) {}

v1::Order OrderDesk::place(v1::NewOrder const& wanted) {
    if (wanted.lines.empty())
        throw v1::EmptyOrder{wanted.customer};

    v1::Order order;
    order.customer = wanted.customer;
    order.email = wanted.email;
    order.ship_to = wanted.ship_to;
    order.note = wanted.note;
    order.lines = price(merged(wanted.lines));
    order.totals = totals_of(order.lines);
    order.placed_at = std::chrono::system_clock::now();

    HeldGoods goods(*stock_);
    for (v1::PricedLine const& line : order.lines)
        goods.reserve(line.sku, line.quantity);
    order.paid_by = authorise(wanted.payment, order.totals.sum, is_known(wanted.customer),
                              std::chrono::floor<std::chrono::days>(order.placed_at));
    goods.take();
    keep(order);

    // The order stands even if no letter can be sent, or the address is wrong.
    order.is_confirmed = post(confirmation_of(order));
    std::lock_guard const lock(mutex_);
    orders_.at(order.id).is_confirmed = order.is_confirmed;
    return order;
}

std::optional<v1::Order> OrderDesk::find(std::string const& id) const {
    std::lock_guard const lock(mutex_);
    auto const found = orders_.find(id);
    if (found == orders_.end())
        return std::nullopt;
    return found->second;
}

std::vector<v1::OrderSummary> OrderDesk::history(std::string const& customer,
                                                 std::optional<v1::OrderStatus> status) const {
    std::vector<v1::OrderSummary> result;
    std::lock_guard const lock(mutex_);
    auto const found = orders_of_customer_.find(customer);
    if (found == orders_of_customer_.end())
        return result;
    for (auto id = found->second.rbegin(); id != found->second.rend(); ++id)
        if (v1::Order const& order = orders_.at(*id); !status || order.status == *status)
            result.push_back({order.id, order.status, pieces_in(order), order.totals.sum});
    return result;
}

v1::Order OrderDesk::ship(std::string const& id, v1::Carrier carrier) {
    v1::Order shipped;
    {
        std::lock_guard const lock(mutex_);
        v1::Order& order = open_order(id);
        order.status = v1::OrderStatus::shipped;
        order.shipment =
            v1::Shipment{carrier, "YS" + id.substr(2) + order.ship_to.country, std::chrono::system_clock::now()};
        shipped = order;
    }
    post(shipping_notice_of(shipped));
    return shipped;
}

v1::Order OrderDesk::cancel(std::string const& id) {
    v1::Order cancelled;
    {
        std::lock_guard const lock(mutex_);
        v1::Order& order = open_order(id);
        order.status = v1::OrderStatus::cancelled; // first, so that nobody ships it while the goods go back
        cancelled = order;
    }
    try {
        std::map<std::string, std::int32_t> goods;
        for (v1::PricedLine const& line : cancelled.lines)
            goods[line.sku] = line.quantity;
        stock_->receive("cancelled " + id, goods);
    } catch (...) {
        std::lock_guard const lock(mutex_);
        orders_.at(id).status = v1::OrderStatus::placed; // to be tried again: stock books a delivery once
        throw;
    }
    post(cancellation_of(cancelled));
    return cancelled;
}

std::vector<v1::PricedLine> OrderDesk::price(std::vector<v1::OrderLine> const& wanted) const {
    std::vector<std::string> skus;
    skus.reserve(wanted.size());
    for (v1::OrderLine const& line : wanted)
        skus.push_back(line.sku);
    std::map<std::string, v1::Product> const products = catalog_->find_all(skus);

    std::vector<v1::PricedLine> lines;
    lines.reserve(wanted.size());
    for (v1::OrderLine const& line : wanted) {
        auto const found = products.find(line.sku);
        if (found == products.end())
            throw v1::UnknownProduct{line.sku};
        v1::Product const& product = found->second;
        lines.push_back({line,
                         product.name,
                         product.price,
                         {product.price.cents * line.quantity, product.price.currency},
                         product.vat_percent});
    }
    return lines;
}

bool OrderDesk::is_known(std::string const& customer) const {
    auto const orders = history(customer, std::nullopt);
    return std::ranges::any_of(orders, [](auto const& order) { return order.status != v1::OrderStatus::cancelled; });
}

void OrderDesk::keep(v1::Order& order) {
    std::lock_guard const lock(mutex_);
    order.id = "O-" + std::to_string(++last_order_);
    orders_.emplace(order.id, order);
    orders_of_customer_[order.customer].push_back(order.id);
}

v1::Order& OrderDesk::open_order(std::string const& id) {
    auto const found = orders_.find(id);
    if (found == orders_.end())
        throw v1::UnknownOrder{id};
    v1::Order& order = found->second;
    if (order.status == v1::OrderStatus::shipped)
        throw v1::AlreadyShipped{id, order.shipment.value_or(v1::Shipment())};
    if (order.status == v1::OrderStatus::cancelled)
        throw v1::AlreadyCancelled{id};
    return order;
}

bool OrderDesk::post(v1::Message const& letter) noexcept {
    try {
        mail_->send(letter);
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace shop
