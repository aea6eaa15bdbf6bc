// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_SCENARIO_ANSWER_TEXT_HPP
#define SHOP_SCENARIO_ANSWER_TEXT_HPP

#include "contract/catalog.hpp"
#include "contract/mail.hpp"
#include "contract/orders.hpp"
#include "contract/stock.hpp"

#include <string>

namespace shop {

// Answers and refusals in short, for people. No times, which are different in every run.
std::string text(bool answer);
std::string text(std::string const& answer);
std::string text(v1::Product const& product);
std::string text(std::optional<v1::Product> const& product);
std::string text(std::map<std::string, v1::Product> const& products);
std::string text(v1::SearchResult const& found);
std::string text(std::map<std::string, v1::Money> const& prices);
std::string text(std::map<v1::Category, std::int32_t> const& counts);
std::string text(v1::StockLevel const& level);
std::string text(v1::Reservation const& reservation);
std::string text(v1::Order const& order);
std::string text(std::optional<v1::Order> const& order);
std::string text(std::vector<v1::OrderSummary> const& orders);
std::string text(std::vector<v1::SentMessage> const& messages);

std::string text(v1::InvalidPage const& refused);
std::string text(v1::UnknownProduct const& refused);
std::string text(v1::InvalidQuantity const& refused);
std::string text(v1::OutOfStock const& refused);
std::string text(v1::PaymentDeclined const& refused);
std::string text(v1::EmptyOrder const& refused);
std::string text(v1::UnknownOrder const& refused);
std::string text(v1::AlreadyShipped const& refused);
std::string text(v1::AlreadyCancelled const& refused);
std::string text(v1::UnknownReservation const& refused);
std::string text(v1::InvalidAddress const& refused);

} // namespace shop

#endif
