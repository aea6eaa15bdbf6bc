// SPDX-License-Identifier: BSL-1.0
#include "mail/outbox.hpp"

#include <algorithm>
#include <string_view>

namespace shop {
namespace {

// Stricter than RFC 5321 in one point: quoted local parts are refused, which no customer has.
void check_address(std::string const& address) {
    auto const refuse = [&](char const* reason) { throw v1::InvalidAddress{address, reason}; };
    auto const is_forbidden = [](unsigned char c) {
        return c <= ' ' || c == 0x7F ||
               std::string_view("()<>[]:;,\\\"").find(static_cast<char>(c)) != std::string_view::npos;
    };
    std::size_t const at = address.find('@');
    if (at == address.npos)
        refuse("there is no @");
    std::string_view const mailbox = std::string_view(address).substr(0, at);
    std::string_view const domain = std::string_view(address).substr(at + 1);
    if (mailbox.empty() || mailbox.size() > 64)
        refuse("what stands before the @ must have 1 to 64 characters");
    if (domain.find('@') != domain.npos)
        refuse("there is more than one @");
    if (domain.find('.') == domain.npos || domain.front() == '.' || domain.back() == '.' || domain.size() > 253)
        refuse("what stands behind the @ is no domain");
    if (std::ranges::any_of(address, is_forbidden))
        refuse("there is a character that does not belong in an address");
}

} // namespace

std::string Outbox::send(v1::Message const& message) {
    check_address(message.to);
    std::lock_guard const lock(mutex_);
    std::string id = "M-" + std::to_string(++last_message_);
    sent_to_[message.to].push_back({message, id, std::chrono::system_clock::now()});
    return id;
}

std::vector<v1::SentMessage> Outbox::outbox(std::string const& address) const {
    std::lock_guard const lock(mutex_);
    auto const found = sent_to_.find(address);
    return found == sent_to_.end() ? std::vector<v1::SentMessage>() : found->second;
}

} // namespace shop
