// SPDX-License-Identifier: BSL-1.0
#include "orders/letters.hpp"

#include "money_text.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <iomanip>
#include <span>
#include <sstream>

namespace shop {
namespace {

std::string bill_of(v1::Order const& order) {
    std::ostringstream text;
    auto const amount = [&](std::string const& what, v1::Money const& money) {
        text << std::left << std::setw(60) << what << std::right << std::setw(16) << money_text(money) << '\n';
    };
    v1::Address const& address = order.ship_to;
    text << "Bill for order " << order.id << "\n\n"
         << address.name << '\n'
         << address.street << '\n'
         << address.postal_code << ' ' << address.city << ", " << address.country << "\n\n";
    for (v1::PricedLine const& line : order.lines)
        amount(std::to_string(line.quantity) + " x " + line.name, line.total);
    amount("Shipping", order.totals.shipping);
    amount("Sum, paid by " + order.paid_by, order.totals.sum);
    for (auto const& [percent, tax] : order.totals.vat)
        amount("of which VAT at " + std::to_string(percent) + " %", tax);
    return text.str();
}

v1::Attachment text_file(std::string name, std::string const& text) {
    auto const bytes = std::as_bytes(std::span(text));
    return {std::move(name), "text/plain; charset=utf-8", {bytes.begin(), bytes.end()}};
}

} // namespace

v1::Message confirmation_of(v1::Order const& order) {
    v1::Message letter;
    letter.to = order.email;
    letter.subject = "Your order " + order.id;
    letter.body = "Dear " + order.ship_to.name + ",\n\nthank you for your order of " + money_text(order.totals.sum) +
                  ". You find the bill attached.\n";
    if (order.note)
        letter.body += "\nYou wrote: " + *order.note + '\n';
    letter.attachments.push_back(text_file("bill-" + order.id + ".txt", bill_of(order)));
    return letter;
}

v1::Message shipping_notice_of(v1::Order const& order) {
    v1::Shipment const shipment = order.shipment.value_or(v1::Shipment());
    std::string const carrier = boost::describe::enum_to_string(shipment.carrier, "unknown");
    return {order.email,
            "Order " + order.id + " is on its way",
            "It goes by " + carrier + ". Follow it as " + shipment.tracking + ".\n",
            {}};
}

v1::Message cancellation_of(v1::Order const& order) {
    return {order.email,
            "Order " + order.id + " is cancelled",
            money_text(order.totals.sum) + " go back to you (" + order.paid_by + ").\n",
            {}};
}

} // namespace shop
