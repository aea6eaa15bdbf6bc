// SPDX-License-Identifier: BSL-1.0
#include "served_call.hpp"

#include <utility>

namespace yonder::net {

served_call::served_call(std::shared_ptr<connection> on, std::shared_ptr<serving> in, rpc::service const& service,
                         method_descriptor const& method, message_header header, format form)
    : on_(std::move(on)), in_(std::move(in)), service_(service), method_(method), header_(std::move(header)),
      form_(form) {}

void served_call::run() {
    if (is_complete())
        return; // cancelled before it began
    bool const has_stream = method_.streams_arguments || method_.streams_results;
    runs_here_ = !has_stream && !method_.is_deferred && header_.intent == intent::call && !header_.is_once;
    pace& pace = in_->pace_of(method_);
    if (!runs_here_ || (!method_.blocks && !pace.is_slow())) {
        perform();
        if (runs_here_ && !on_->loop().is_mine())
            pace.was_slow();
        return;
    }
    if (kept_.empty())
        keep(std::string(arguments_), 0);
    auto const self = std::static_pointer_cast<served_call>(shared_from_this());
    bool const is_posted = in_->run_elsewhere([self, &pace] {
        auto const begun = clock::now();
        if (!self->is_complete())
            self->perform();
        pace.took(clock::now() - begun);
    });
    if (!is_posted)
        fail(in_->too_busy(method_));
}

void served_call::perform() {
    if (!prepare())
        return;
    request what(method_, arguments_, form_);
    what.header = header_;
    what.reply_form = form_;
    begin_call(*service_.target, what, shared_from_this());
}

} // namespace yonder::net
