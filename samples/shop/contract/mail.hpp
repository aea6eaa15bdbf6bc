// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_MAIL_HPP
#define SHOP_CONTRACT_MAIL_HPP

#include <yonder/describe.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace shop::v1 {

struct Attachment {
    std::string name;
    std::string media_type;
    std::vector<std::byte> content;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (name, media_type, content))

struct Message {
    std::string to;
    std::string subject;
    std::string body;
    std::vector<Attachment> attachments;
};
BOOST_DESCRIBE_STRUCT(Message, (), (to, subject, body, attachments))

struct SentMessage : Message {
    std::string id;
    std::chrono::system_clock::time_point sent_at;
};
BOOST_DESCRIBE_STRUCT(SentMessage, (Message), (id, sent_at))

struct InvalidAddress {
    std::string address;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(InvalidAddress, (), (address, reason))

// Letters to customers.
class Mail {
public:
    virtual ~Mail() = default;

    virtual std::string send(Message const& message) = 0;
    virtual std::vector<SentMessage> outbox(std::string const& address) const = 0;
};
YONDER_INTERFACE(Mail, (), (send, message), (outbox, address))
YONDER_THROWS(Mail, (InvalidAddress, invalid_argument))
YONDER_ANNOTATE(Mail, send, yonder::doc{"Returns the id of the message, such as M-7."})
YONDER_ANNOTATE(Mail, outbox, yonder::idempotent{}, yonder::doc{"What was sent to an address, the oldest first."})

} // namespace shop::v1

#endif
