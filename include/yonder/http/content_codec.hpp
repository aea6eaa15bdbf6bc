// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_CONTENT_CODEC_HPP
#define YONDER_HTTP_CONTENT_CODEC_HPP

#include <yonder/http/rendering.hpp>
#include <yonder/http/request_generator.hpp>

#include <boost/json/fwd.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace yonder::http {

// Another form of arguments and results, chosen by content type: calls are as the Connect protocol has them but for
// their bodies. Errors stay JSON. Several threads use one at once.
class content_codec {
public:
    virtual ~content_codec() = default;

    virtual std::string content_type() const = 0; // "application/cbor", in lower case

    virtual std::string encode(boost::json::value const& what) const = 0;

    // Of bytes from outside. Throws if they are none.
    virtual boost::json::value decode(std::string_view bytes) const = 0;
};

// A server's part of it.
rendering by_content_type(std::shared_ptr<content_codec const> codec);

// A client's parts.
std::shared_ptr<request_generator const> generator_of(std::shared_ptr<content_codec const> codec);
std::shared_ptr<response_reader const> reader_of(std::shared_ptr<content_codec const> codec);

} // namespace yonder::http

#endif
