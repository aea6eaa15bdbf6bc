// SPDX-License-Identifier: BSL-1.0
// A peer made with protoc and the library of Protobuf, of nothing but the .proto that was printed. For exchange.py.
//
// usage: peer          answers lines on standard input:
//   parse TYPE HEX     with the message as its library writes it, and in JSON: "HEX JSON"
//   write TYPE JSON    with the message: "HEX"
//   typed              with a message that was filled through the functions made for its fields: "HEX"
// or with "refused WHY".
#include "exchange/v1/contract.pb.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <string>

namespace {

std::string hex(std::string const& bytes) {
    std::string text;
    for (unsigned char const c : bytes) {
        text += "0123456789abcdef"[c >> 4];
        text += "0123456789abcdef"[c & 15];
    }
    return text.empty() ? "-" : text;
}

std::string from_hex(std::string const& text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return bytes;
}

std::unique_ptr<google::protobuf::Message> make(std::string const& type) {
    auto const* const found = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
    if (!found)
        return nullptr;
    return std::unique_ptr<google::protobuf::Message>(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(found)->New());
}

// Maps in the order of their keys.
std::string bytes_of(google::protobuf::Message const& message) {
    std::string bytes;
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&out);
    out.Trim();
    return bytes;
}

std::string parse(google::protobuf::Message& message, std::string const& text) {
    if (!message.ParseFromString(from_hex(text == "-" ? "" : text)))
        return "refused";
    std::string json;
    auto const status = google::protobuf::util::MessageToJsonString(message, &json);
    return hex(bytes_of(message)) + " " + (status.ok() ? json : "no JSON: " + status.ToString());
}

std::string write(google::protobuf::Message& message, std::string const& json) {
    auto const status = google::protobuf::util::JsonStringToMessage(json, &message);
    return status.ok() ? hex(bytes_of(message)) : "refused " + status.ToString();
}

std::string typed() {
    namespace v1 = exchange::v1;
    v1::Plain value;
    value.set_id(5);
    value.add_tags("one");
    value.mutable_scalars()->set_number(-7);
    value.mutable_scalars()->set_color(v1::Color::blue);
    value.mutable_next()->mutable_origin()->set_x(2.5);
    value.add_numbers(3);
    (*value.mutable_shades())[9] = v1::Color_Enum_green;
    value.mutable_choice()->mutable_snail_mail()->set_address("here");
    value.add_shapes()->mutable_nothing();
    value.mutable_length()->set_seconds(2);
    value.mutable_any()->set_string_value("any");
    return hex(bytes_of(value));
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string verb, type, rest;
        words >> verb >> type;
        std::getline(words >> std::ws, rest);
        auto const message = make(type);
        if (verb == "typed")
            std::cout << typed();
        else if (!message)
            std::cout << "refused there is no " << type;
        else
            std::cout << (verb == "parse" ? parse(*message, rest) : write(*message, rest));
        std::cout << std::endl;
    }
}
