// SPDX-License-Identifier: BSL-1.0
#include "scenario/answer_text.hpp"

#include "money_text.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace shop {
namespace {

template <class Enum>
std::string word(Enum value) {
    return boost::describe::enum_to_string(value, "?");
}

// "first, second, third"
template <class Range, class Function>
std::string list(Range const& range, Function part_of) {
    std::string result;
    for (auto const& element : range)
        result += (result.empty() ? "" : ", ") + part_of(element);
    return result;
}

template <class T>
std::string text_or_nothing(std::optional<T> const& answer) {
    return answer ? text(*answer) : "nothing";
}

} // namespace

std::string text(bool answer) { return answer ? "yes" : "no"; }

std::string text(std::string const& answer) { return answer; }

std::string text(v1::Product const& product) { return product.name + ", " + money_text(product.price); }

std::string text(std::optional<v1::Product> const& product) { return text_or_nothing(product); }

std::string text(std::map<std::string, v1::Product> const& products) {
    return std::to_string(products.size()) + ": " + list(products, [](auto const& entry) { return entry.first; });
}

std::string text(v1::SearchResult const& found) {
    std::string const skus = list(found.products, [](v1::Product const& product) { return product.sku; });
    return std::to_string(found.total) + " found" + (skus.empty() ? "" : ": ") + skus +
           (found.next ? ", more from " + std::to_string(found.next->offset) : "");
}

std::string text(std::map<std::string, v1::Money> const& prices) {
    if (prices.empty())
        return "no prices";
    auto const by_cents = [](auto const& entry) { return entry.second.cents; };
    auto const [least, most] = std::ranges::minmax_element(prices, {}, by_cents);
    return std::to_string(prices.size()) + " prices, " + money_text(least->second) + " to " + money_text(most->second);
}

std::string text(std::map<v1::Category, std::int32_t> const& counts) {
    return list(counts, [](auto const& entry) { return std::to_string(entry.second) + ' ' + word(entry.first); });
}

std::string text(v1::StockLevel const& level) {
    return std::to_string(level.on_hand) + " on hand, " + std::to_string(level.reserved) + " reserved";
}

std::string text(v1::Reservation const& reservation) {
    return reservation.id + ": " + std::to_string(reservation.quantity) + " x " + reservation.sku;
}

std::string text(v1::Order const& order) {
    return order.id + ' ' + word(order.status) + ", " +
           list(order.lines,
                [](v1::PricedLine const& line) { return std::to_string(line.quantity) + " x " + line.sku; }) +
           ", shipping " + money_text(order.totals.shipping) + ", sum " + money_text(order.totals.sum) + ", VAT " +
           list(order.totals.vat,
                [](auto const& entry) { return std::to_string(entry.first) + "% " + money_text(entry.second); }) +
           ", " + order.paid_by + (order.shipment ? ", sent as " + order.shipment->tracking : "") +
           (order.is_confirmed ? "" : ", not confirmed");
}

std::string text(std::optional<v1::Order> const& order) { return text_or_nothing(order); }

std::string text(std::vector<v1::OrderSummary> const& orders) {
    return orders.empty() ? "none" : list(orders, [](v1::OrderSummary const& order) {
        return order.id + ' ' + word(order.status) + ' ' + std::to_string(order.pieces) + " pcs. " +
               money_text(order.sum);
    });
}

std::string text(std::vector<v1::SentMessage> const& messages) {
    return messages.empty() ? "none" : list(messages, [](v1::SentMessage const& message) {
        std::string const files = list(message.attachments, [](v1::Attachment const& attachment) {
            return attachment.name + ", " + std::to_string(attachment.content.size()) + " bytes";
        });
        return message.id + ' ' + message.subject + (files.empty() ? "" : " (" + files + ")");
    });
}

std::string text(v1::InvalidPage const& refused) {
    return std::to_string(refused.page.limit) + " at once, at most " + std::to_string(refused.most);
}

std::string text(v1::UnknownProduct const& refused) { return refused.sku; }

std::string text(v1::InvalidQuantity const& refused) {
    return std::to_string(refused.quantity) + " x " + refused.sku + ", from 1 to " + std::to_string(refused.most);
}

std::string text(v1::OutOfStock const& refused) {
    return refused.sku + ", wanted " + std::to_string(refused.wanted) + ", available " +
           std::to_string(refused.available);
}

std::string text(v1::PaymentDeclined const& refused) {
    return word(refused.reason) + ", " + money_text(refused.amount);
}

std::string text(v1::EmptyOrder const& refused) { return refused.customer; }

std::string text(v1::UnknownOrder const& refused) { return refused.order; }

std::string text(v1::AlreadyShipped const& refused) {
    return refused.order + " went by " + word(refused.shipment.carrier) + " as " + refused.shipment.tracking;
}

std::string text(v1::AlreadyCancelled const& refused) { return refused.order; }

std::string text(v1::UnknownReservation const& refused) { return refused.reservation; }

std::string text(v1::InvalidAddress const& refused) { return refused.address + ", " + refused.reason; }

} // namespace shop
