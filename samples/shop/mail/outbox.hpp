// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_MAIL_OUTBOX_HPP
#define SHOP_MAIL_OUTBOX_HPP

#include "contract/mail.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace shop {

// Keeps what a mail server would be handed.
class Outbox : public v1::Mail {
public:
    std::string send(v1::Message const& message) override;
    std::vector<v1::SentMessage> outbox(std::string const& address) const override;

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<v1::SentMessage>> sent_to_;
    std::uint64_t last_message_ = 0;
};

} // namespace shop

#endif
