// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/fabric/sourced.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace yonder {
namespace {

class sourced_invoker final : public invoker {
public:
    sourced_invoker(std::shared_ptr<source_repository const> where, connector connect, bool is_signed)
        : where_(std::move(where)), connect_(std::move(connect)), is_signed_(is_signed) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        failure none;
        none.code = code::unavailable;
        none.reached = reached::not_sent;
        std::shared_ptr<invoker> way;
        try {
            auto const found = where_->find(what.method().owner->name, what.method().name);
            if (!found) {
                none.message = "no source says where it is served: add it to the source repository of the container";
            } else if (found->requires_signature && !is_signed_) {
                none.code = code::failed_precondition;
                none.message = "\"" + found->url +
                               "\" wants signed requests, and the binding has no key: give it one "
                               "with signed_by";
            } else {
                if (found->timeout) {
                    auto const latest = clock::now() + *found->timeout;
                    what.header.deadline = std::min(what.header.deadline.value_or(latest), latest);
                }
                way = connect_(found->url);
            }
        } catch (error const& caught) {
            none = caught.as_failure();
            none.reached = reached::not_sent;
            none.answered = false;
            none.message = caught.what();
        } catch (std::exception const& caught) {
            none.message = std::string("its source could not be found or used: ") + caught.what();
        }
        if (way)
            return way->start(what, std::move(caller));
        none.message = full_name(what.method()) + ": not sent: " + none.message;
        caller->fail(std::move(none));
    }

private:
    std::shared_ptr<source_repository const> where_;
    connector connect_;
    bool is_signed_;
};

} // namespace

std::shared_ptr<invoker> sourced(std::shared_ptr<source_repository const> where, connector connect, bool is_signed) {
    return std::make_shared<sourced_invoker>(std::move(where), std::move(connect), is_signed);
}

} // namespace yonder
