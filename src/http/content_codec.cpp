// SPDX-License-Identifier: BSL-1.0
#include "../call/ascii.hpp"
#include "connect_error.hpp"

#include <yonder/call/error.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/http/content_codec.hpp>

#include <boost/json/value.hpp>

#include <utility>

namespace yonder::http {
namespace {

bool is_of(content_codec const& codec, message const& one) {
    std::string const type = in_lower_case(one.find("Content-Type").value_or(""));
    return trimmed(std::string_view(type).substr(0, type.find(';'))) == codec.content_type();
}

class codec_request_reader final : public request_reader {
public:
    explicit codec_request_reader(std::shared_ptr<content_codec const> codec) : codec_(std::move(codec)) {}

    std::optional<called_method> find(message const& head) const override {
        std::string_view const path = head.path();
        std::size_t const slash = path.find('/', 1);
        if (head.method != "POST" || slash == path.npos || !is_of(*codec_, head))
            return std::nullopt;
        return called_method{std::string(path.substr(1, slash - 1)), std::string(path.substr(slash + 1))};
    }
    boost::json::value read(method_descriptor const&, message const& whole) const override {
        return codec_->decode(whole.body);
    }

private:
    std::shared_ptr<content_codec const> codec_;
};

class codec_response_generator final : public response_generator {
public:
    explicit codec_response_generator(std::shared_ptr<content_codec const> codec) : codec_(std::move(codec)) {}

    using response_generator::generate;
    message generate(method_descriptor const&, boost::json::value const& result) const override {
        message made;
        made.fields.emplace_back("Content-Type", codec_->content_type());
        made.body = codec_->encode(result);
        return made;
    }

private:
    std::shared_ptr<content_codec const> codec_;
};

class codec_request_generator final : public request_generator {
public:
    explicit codec_request_generator(std::shared_ptr<content_codec const> codec) : codec_(std::move(codec)) {}

    void generate(request const& what, message& rendered) const override {
        rendered.set("Content-Type", codec_->content_type());
        rendered.body = codec_->encode(what.to_value());
    }

private:
    std::shared_ptr<content_codec const> codec_;
};

class codec_response_reader final : public response_reader {
public:
    explicit codec_response_reader(std::shared_ptr<content_codec const> codec) : codec_(std::move(codec)) {}

    std::variant<boost::json::value, failure> read(method_descriptor const& method,
                                                   message const& answer) const override {
        if (answer.status == 200 && is_of(*codec_, answer))
            return codec_->decode(answer.body);
        return read_connect_answer(method, answer);
    }

private:
    std::shared_ptr<content_codec const> codec_;
};

} // namespace

std::variant<boost::json::value, failure> read_connect_answer(method_descriptor const& method, message const& answer) {
    std::string_view const type = answer.find("Content-Type").value_or("");
    bool const is_json = type == media_type(format::json) || type.starts_with("application/json;");
    if (answer.status == 200 && is_json)
        return json::decode<boost::json::value>(answer.body, {.max_size = answer.body.size()});
    if (auto told = answer.status != 200 && is_json ? read_error(answer.body) : std::nullopt)
        return std::move(*told);
    failure made;
    made.code = answer.status == 200 ? code::internal : code_of_status(answer.status);
    made.message = full_name(method) + ": the answer is not of the Connect protocol: status " +
                   std::to_string(answer.status) + ", content type \"" + printable(type) + "\", \"" +
                   printable(answer.body) + "\"";
    return made;
}

rendering by_content_type(std::shared_ptr<content_codec const> codec) {
    return {codec->content_type(), std::make_shared<codec_request_reader const>(codec),
            std::make_shared<codec_response_generator const>(codec)};
}

std::shared_ptr<request_generator const> generator_of(std::shared_ptr<content_codec const> codec) {
    return std::make_shared<codec_request_generator const>(std::move(codec));
}

std::shared_ptr<response_reader const> reader_of(std::shared_ptr<content_codec const> codec) {
    return std::make_shared<codec_response_reader const>(std::move(codec));
}

} // namespace yonder::http
