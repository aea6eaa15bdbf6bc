// SPDX-License-Identifier: BSL-1.0
#include "orders/authorise.hpp"

#include <algorithm>
#include <string_view>

namespace shop {
namespace {

constexpr std::int64_t card_limit_cents = 500'000;
constexpr std::int64_t debit_limit_cents = 100'000;
constexpr std::int64_t invoice_limit_cents = 20'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::string last_four(std::string const& text) { return text.substr(text.size() - 4); }

// The Luhn check of ISO/IEC 7812.
bool is_card_number(std::string_view text) {
    if (text.size() < 12 || text.size() > 19 || !std::ranges::all_of(text, is_digit))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int digit = text[text.size() - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        sum += digit;
    }
    return sum % 10 == 0;
}

// The check of ISO 13616: rearranged and read as a number, it leaves 1 when divided by 97.
bool is_iban(std::string_view text) {
    if (text.size() < 15 || text.size() > 34 || !is_letter(text[0]) || !is_letter(text[1]))
        return false;
    int remainder = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[(i + 4) % text.size()];
        if (is_digit(c))
            remainder = (remainder * 10 + (c - '0')) % 97;
        else if (is_letter(c))
            remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return remainder == 1;
}

std::chrono::year_month last_month_of(v1::Card const& card) {
    return std::chrono::year(card.expires_year) / std::chrono::month(static_cast<unsigned>(card.expires_month));
}

struct Authorisation {
    v1::Money const& amount;
    bool is_known_customer;
    std::chrono::year_month_day today;

    void require(bool condition, v1::DeclineReason otherwise) const {
        if (!condition)
            throw v1::PaymentDeclined{otherwise, amount};
    }

    std::string operator()(v1::Card const& card) const {
        std::string const number = without_spaces(card.number);
        require(is_card_number(number), v1::DeclineReason::wrong_number);
        std::chrono::year_month const this_month(today.year(), today.month());
        require(card.expires_month >= 1 && card.expires_month <= 12 && card.expires_year > 0 &&
                    card.expires_year < 10'000 && last_month_of(card) >= this_month,
                v1::DeclineReason::expired);
        require(amount.cents <= card_limit_cents, v1::DeclineReason::over_limit);
        return "card ending in " + last_four(number);
    }

    std::string operator()(v1::DirectDebit const& debit) const {
        std::string const iban = without_spaces(debit.iban);
        require(is_iban(iban), v1::DeclineReason::wrong_number);
        require(amount.cents <= debit_limit_cents, v1::DeclineReason::over_limit);
        return "direct debit from account ending in " + last_four(iban);
    }

    std::string operator()(v1::Invoice const& invoice) const {
        require(is_known_customer, v1::DeclineReason::new_customer);
        require(amount.cents <= invoice_limit_cents, v1::DeclineReason::over_limit);
        auto const due_in = std::clamp(std::chrono::floor<std::chrono::days>(invoice.due_in), std::chrono::days(0),
                                       std::chrono::days(30));
        return "invoice due in " + std::to_string(due_in.count()) + " days";
    }
};

} // namespace

std::string authorise(v1::Payment const& payment, v1::Money const& amount, bool is_known_customer,
                      std::chrono::year_month_day today) {
    return std::visit(Authorisation{amount, is_known_customer, today}, payment);
}

} // namespace shop
