// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_BINDING_SETTINGS_HPP
#define YONDER_APP_BINDING_SETTINGS_HPP

#include <yonder/app/record.hpp>
#include <yonder/call/duration.hpp>
#include <yonder/http/content_codec.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace yonder {

// How a binding leads where it leads. Binder: the class that derives from this, and what each function returns.
template <class Binder>
class binding_settings {
public:
    // Of a remote binding: how long a call may take unless the caller says otherwise. 10 seconds at first. A time that
    // the clock cannot count, as hours::max(), is no limit.
    template <class Rep, class Period>
    Binder& timeout(std::chrono::duration<Rep, Period> limit) {
        record_->by_code.timeout = saturated(limit);
        return self();
    }

    // Of a remote binding: how arguments and results travel, in JSON at first. The server takes both.
    Binder& form(format chosen) {
        record_->by_code.form = chosen;
        return self();
    }

    // Of a remote binding: arguments that their constraints do not allow are refused before they are sent, too.
    Binder& validated() {
        record_->by_code.validates = true;
        return self();
    }

    // Of a remote binding: calls that may be made twice are repeated when the server is not there. They are not at
    // first.
    Binder& retried(retry_options how = {}) {
        record_->by_code.retried = how;
        return self();
    }

    // Of a remote binding: stands between the proxies and the transport, behind the filters of the container. The one
    // that was declared first sees a call first.
    Binder& filter(std::string name, yonder::filter run) {
        record_->by_code.filters.push_back({std::move(name), std::move(run)});
        return self();
    }

    // Of a remote binding: the server is not one of ours. It is not told the sender, the user, the trace and the
    // metadata of the context.
    Binder& outside() {
        record_->by_code.is_outside = true;
        return self();
    }

    // Of a remote binding: requests are signed with this key (docs/security.md). std::invalid_argument if it cannot
    // sign.
    Binder& signed_by(security::key with) {
        record_->by_code.signer = std::make_shared<security::signer const>(std::move(with));
        return self();
    }

    // Of a remote binding over HTTP: what writes requests, and reads their answers, where the server does not speak the
    // Connect protocol (docs/rendering.md). Null: that protocol.
    Binder& rendered(std::shared_ptr<http::request_generator const> generator,
                     std::shared_ptr<http::response_reader const> reader) {
        record_->by_code.generator = std::move(generator);
        record_->by_code.reader = std::move(reader);
        return self();
    }

    // Of a remote binding over HTTP: arguments and results in a form of one's own, which the server knows, too.
    Binder& coded(std::shared_ptr<http::content_codec const> codec) {
        return rendered(http::generator_of(codec), http::reader_of(codec));
    }

    // Of a remote binding: what this program shows of itself where it is asked for a certificate. Files in PEM.
    Binder& certificate(std::string certificate_file, std::string key_file) {
        record_->by_code.certificate_file = std::move(certificate_file);
        record_->by_code.key_file = std::move(key_file);
        return self();
    }

    // Of a remote binding over https: a file with the certificate authorities to trust, in PEM, instead of the
    // system's.
    Binder& trust(std::string ca_file) {
        record_->by_code.ca_file = std::move(ca_file);
        return self();
    }

    // A new object for each get() and each dependency, instead of one for the container.
    Binder& transient() {
        record_->is_transient = true;
        return self();
    }

protected:
    explicit binding_settings(app::record& record) : record_(&record) {}

private:
    Binder& self() noexcept { return static_cast<Binder&>(*this); }

    app::record* record_;
};

} // namespace yonder

#endif
