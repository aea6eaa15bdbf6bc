// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/rpc/dispatcher.hpp>

#include <exception>
#include <string>
#include <typeinfo>
#include <utility>

namespace yonder::rpc {
namespace {

std::string text_of_current_exception() {
    try {
        throw;
    } catch (std::exception const& caught) {
        return caught.what();
    } catch (...) {
        return "an exception that is not a std::exception";
    }
}

// What the caller is told of the exception being handled.
failure describe_current_exception(method_descriptor const& method, bool development) {
    failure what;
    what.reached = reached::executed;
    what.answered = true;
    if (method.owner->describe_declared(what)) {
        what.message = full_name(method) + ": " + what.message;
        return what;
    }
    std::string const text = text_of_current_exception();
    try {
        throw;
    } catch (error const& caught) {
        what.code = caught.code();
        // A plain error is the service's own word. The derived ones are failures of calls that the service makes
        // itself, whose texts name machines that its callers need not know.
        if (typeid(caught) == typeid(error)) {
            what.message = caught.what();
            what.details = caught.details();
            return what;
        }
        what.message = full_name(method) + ": a call that it depends on failed";
    } catch (...) {
        what.code = code::unknown;
        what.message = full_name(method) + ": failed with an exception that its interface does not declare";
    }
    log(log_level::failure, what.message + ": " + text);
    what.message += development ? ": " + text : std::string("; the log of the server has the reason");
    return what;
}

class dispatcher final : public invoker {
public:
    dispatcher(std::shared_ptr<void> target, thunk const* table, dispatcher_options options)
        : target_(std::move(target)), table_(table), options_(options) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        context const inherited = context::current();
        context_switch const scope(what.header.deadline ? inherited.with_deadline(*what.header.deadline) : inherited);
        payload reply;
        try {
            reply = table_[what.method().number](target_.get(), what, options_);
        } catch (...) {
            caller->fail(describe_current_exception(what.method(), options_.development));
            return;
        }
        caller->reply(std::move(reply));
    }

private:
    std::shared_ptr<void> target_;
    thunk const* table_;
    dispatcher_options options_;
};

} // namespace

void throw_invalid_argument(method_descriptor const& method) {
    throw error(code::invalid_argument, full_name(method) + ": " + text_of_current_exception());
}

std::shared_ptr<invoker> make_dispatcher(std::shared_ptr<void> target, thunk const* table, dispatcher_options options) {
    return std::make_shared<dispatcher>(std::move(target), table, options);
}

} // namespace yonder::rpc
