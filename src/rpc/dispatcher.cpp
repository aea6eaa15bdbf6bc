// SPDX-License-Identifier: BSL-1.0
#include "../call/is_late.hpp"
#include "current_exception.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/operations.hpp>

#include <boost/core/demangle.hpp>
#include <cxxabi.h>

#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <utility>

namespace yonder::rpc {

failure failure_of(method_descriptor const& method, code why, reached how_far, std::string const& text) {
    failure what;
    what.code = why;
    what.reached = how_far;
    what.message = full_name(method) + ": " + text;
    return what;
}

failure answer_of(method_descriptor const& method, code why, reached how_far, std::string const& text) {
    failure what = failure_of(method, why, how_far, text);
    what.answered = true;
    return what;
}

namespace {

// A result that cannot be written. `is_ours`: the codec says so, and so of nothing but the result.
struct result_error : std::runtime_error {
    result_error(std::string const& why, bool by_codec) : std::runtime_error(why), is_ours(by_codec) {}
    bool is_ours;
};

} // namespace

std::string text_of_current_exception() {
    try {
        throw;
    } catch (std::exception const& caught) {
        return caught.what();
    } catch (...) {
        std::type_info const* const type = abi::__cxa_current_exception_type();
        return type ? "an exception of the type " + boost::core::demangle(type->name()) +
                          ", which is not a std::exception"
                    : "an exception that is not a std::exception";
    }
}

std::string log_begin(uuid const& call_id) { return call_id.is_nil() ? "" : "call " + to_string(call_id) + ": "; }

namespace {

// Of a large reply, which may have to wait until it is read, and was written into twice the room that it needed.
void give_back_room(std::string& reply) {
    constexpr std::size_t large = 256 * 1024;
    if (reply.size() >= large && reply.capacity() - reply.size() > reply.size() / 4)
        reply.shrink_to_fit();
}

} // namespace

void encode_result(erased_result const& returned, format form, std::string& out) {
    if (!returned.value) {
        out += empty_reply(form);
        return;
    }
    try {
        if (form == format::json) {
            returned.as_json(out, returned.value);
            return give_back_room(out);
        }
        try {
            returned.as_binary(out, returned.value);
            give_back_room(out);
        } catch (...) { // which says nothing of where, so that JSON is asked
            std::string unused;
            returned.as_json(unused, returned.value);
            throw;
        }
    } catch (codec::encode_error const& caught) {
        throw result_error(caught.what(), !dynamic_cast<std::nested_exception const*>(&caught));
    } catch (std::bad_alloc const&) {
        throw;
    } catch (...) {
        throw result_error(text_of_current_exception(), false);
    }
}

void decode_result(std::string_view bytes, format form, erased_room const& into) {
    codec::decode_options const any_size{.max_size = bytes.size()};
    (form == format::binary ? into.from_binary : into.from_json)(bytes, into.value, any_size);
}

void encode_arguments(method_descriptor const& method, void const* const* values, argument_writers writers, format form,
                      std::string& out) {
    auto const names = method.parameter_names;
    if (form == format::binary)
        return binary::write_fields(out, values, {writers.binary, names.size()});
    try {
        json::write_whole(out, {names, "argument"}, values, writers.json);
    } catch (codec::encode_error const& caught) {
        std::string_view const text = caught.what();
        if (std::string_view const parameter = text.substr(0, text.find_first_of(".[:")); is_secret(method, parameter))
            throw codec::encode_error(std::string(parameter) + ": has no form, and is secret");
        throw;
    }
}

void decode_arguments(method_descriptor const& method, std::string_view bytes, format form,
                      codec::decode_options const& options, void* const* values, argument_readers readers) {
    auto const names = method.parameter_names;
    if (form == format::binary)
        binary::decode_fields(bytes, "argument", names, values, readers.binary, options);
    else
        json::decode_argument_fields(bytes, names, values, readers.json, options);
}

failure describe_current_exception(method_descriptor const& method, bool development, uuid const& call_id) {
    failure what;
    what.reached = reached::executed;
    what.answered = true;
    if (method.owner->describe_declared(what)) {
        what.message = full_name(method) + ": " + what.message;
        return what;
    }
    std::string text = text_of_current_exception();
    bool is_told = development;
    try {
        throw;
    } catch (result_error const& caught) {
        what.code = code::internal;
        what.message = full_name(method) + ": the result has no form";
        is_told = development || caught.is_ours;
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
    } catch (std::exception const&) {
        what.code = code::unknown;
        what.message = full_name(method) + ": failed with an exception that its interface does not declare";
    } catch (...) {
        what.code = code::unknown;
        what.message = full_name(method) + ": failed with an exception that its interface does not declare";
        text += ": if it is a described struct, declare it with YONDER_THROWS";
    }
    log(log_level::failure, log_begin(call_id) + what.message + ": " + text);
    what.message += is_told ? ": " + text : std::string("; the log of the server has the reason");
    return what;
}

namespace {

failure not_begun(code why, method_descriptor const& method, std::string const& text) {
    return failure_of(method, why, reached::not_sent, text);
}

failure too_late(method_descriptor const& method) {
    return not_begun(code::deadline_exceeded, method, "the deadline passed before the call began");
}

// What a caller is told whose arguments cannot be encoded.
failure arguments_without_form(method_descriptor const& method, std::string const& why) {
    return not_begun(code::invalid_argument, method, "the arguments have no form: " + why);
}

class dispatcher final : public invoker, public std::enable_shared_from_this<dispatcher> {
public:
    dispatcher(std::shared_ptr<void> target, thunk const* table, dispatcher_options options)
        : target_(std::move(target)), table_(table), options_(std::move(options)) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        if (operations::concerns(what.header))
            return remember(what, std::move(caller));
        if (is_late(what.header)) {
            caller->fail(too_late(what.method()));
            return;
        }
        bool const may_run_here = caller->is_blocking() || what.method().is_deferred;
        if (may_run_here && !options_.on)
            perform(what, caller);
        else
            post(what, std::move(caller));
    }

private:
    void remember(request& what, std::shared_ptr<exchange> caller) {
        std::call_once(operations_made_, [this] {
            if (!options_.operations)
                options_.operations = std::make_shared<operations>();
        });
        options_.operations->start(
            what, std::move(caller), [this](request const& one) { return look_at(one); },
            [this](request& one, std::shared_ptr<exchange> const& by) {
                if (one.method().is_deferred && !options_.on)
                    begin(one, by);
                else
                    post(one, by);
            });
    }

    // What is wrong with the arguments.
    std::optional<failure> look_at(request const& what) const {
        auto const asked = std::make_shared<blocking_exchange>();
        try {
            table_[what.method().number](nullptr, what, options_, asked);
        } catch (...) {
            return describe_current_exception(what.method(), options_.development, what.header.id);
        }
        auto outcome = asked->take();
        auto* const failed = std::get_if<failure>(&outcome);
        return failed ? std::optional(std::move(*failed)) : std::nullopt;
    }

    void perform(request const& what, std::shared_ptr<exchange> const& caller) {
        context_switch const scope(context::current().for_call(what.header, caller));
        try {
            table_[what.method().number](target_.get(), what, options_, caller);
        } catch (...) {
            caller->fail(describe_current_exception(what.method(), options_.development, what.header.id));
        }
    }

    void begin(request const& what, std::shared_ptr<exchange> const& caller) {
        caller->begins();
        perform(what, caller);
    }

    // For a caller that goes on.
    void post(request const& what, std::shared_ptr<exchange> caller) {
        struct held {
            std::shared_ptr<dispatcher> self;
            request what;
            std::shared_ptr<exchange> caller;
            context inherited;
        };
        std::unique_ptr<held> call;
        try {
            call = std::make_unique<held>(held{shared_from_this(), what.own(), caller, context::current()});
        } catch (std::exception const& caught) {
            caller->fail(arguments_without_form(what.method(), caught.what()));
            return;
        }
        auto const on = options_.on ? options_.on : default_executor();
        bool const is_posted = on->post([call = std::move(call)] {
            context_switch const scope(call->inherited);
            if (call->caller->is_cancelled())
                call->caller->fail(
                    not_begun(code::canceled, call->what.method(), "the call was cancelled before it began"));
            else if (is_late(call->what.header))
                call->caller->fail(too_late(call->what.method()));
            else
                call->self->begin(call->what, call->caller);
        });
        if (!is_posted)
            caller->fail(
                not_begun(code::resource_exhausted, what.method(), "the executor has no room for one more call"));
    }

    std::shared_ptr<void> target_;
    thunk const* table_;
    dispatcher_options options_;
    std::once_flag operations_made_;
};

} // namespace

void complete_with(exchange& caller, method_descriptor const& method, dispatcher_options const& options,
                   uuid const& call_id, format form, future_core& source, make_reply make) {
    payload reply;
    reply.form = form;
    try {
        make(source, reply);
        check_reply(method, reply, options);
    } catch (...) {
        caller.fail(describe_current_exception(method, options.development, call_id));
        return;
    }
    caller.reply(std::move(reply));
}

void throw_empty_future(method_descriptor const& method) {
    throw error(code::internal, full_name(method) + ": returned a future without a result to come: return one of a "
                                                    "coroutine, of a promise or of make_ready");
}

void throw_empty_stream(method_descriptor const& method) {
    throw error(code::internal, full_name(method) + ": returned a stream without items to come: return one of a "
                                                    "coroutine or of a stream_source");
}

codec::decode_options decoding_of(dispatcher_options const& options) {
    codec::decode_options decoding;
    decoding.refuse_unknown = options.development;
    decoding.max_size = options.max_size;
    decoding.max_depth = options.max_depth;
    return decoding;
}

namespace {

std::string text_of(method_descriptor const& method, codec::decode_error const& caught) {
    std::string const& path = caught.path();
    if (method.has_secrets && path.empty() && !caught.problem().starts_with("missing"))
        return "the arguments are not what they must be, and have something secret";
    std::string const parameter = path.substr(0, path.find_first_of(".["));
    return is_secret(method, parameter) ? parameter + ": is not what it must be, and is secret" : caught.what();
}

// Who says no version is most likely not old, but another kind of client, unless something is missing.
std::string version_note(request const& what, codec::decode_error const& caught) {
    bool const may_be_why = what.header.version > 0 || caught.problem().starts_with("missing");
    return may_be_why ? who_is_older(*what.method().owner, what.header.version) : std::string();
}

} // namespace

bool read_arguments(request const& what, dispatcher_options const& options, exchange& caller, arguments_decoder decode,
                    void* values) {
    std::string buffer;
    std::string_view bytes;
    try {
        bytes = what.bytes(what.form(), buffer);
        codec::decode_options decoding = decoding_of(options);
        // Of a newer caller nothing is dropped without a word.
        decoding.refuse_unknown = decoding.refuse_unknown || what.header.version > what.method().owner->minor;
        decode(what.method(), bytes, what.form(), decoding, values);
        return true;
    } catch (codec::decode_error const& caught) {
        bool const is_too_large = bytes.size() > options.max_size;
        caller.fail(answer_of(what.method(), is_too_large ? code::resource_exhausted : code::invalid_argument,
                              reached::not_sent, text_of(what.method(), caught) + version_note(what, caught)));
        return false;
    } catch (codec::encode_error const& caught) { // objects of a caller in this process
        caller.fail(arguments_without_form(what.method(), caught.what()));
        return false;
    }
}

void check_reply(method_descriptor const& method, payload const& reply, dispatcher_options const& options) {
    if (reply.bytes.size() > options.max_reply)
        throw error(code::resource_exhausted, full_name(method) + ": the reply has " +
                                                  std::to_string(reply.bytes.size()) + " bytes, more than the " +
                                                  std::to_string(options.max_reply) +
                                                  " that are allowed: raise max_reply of the host, or return a stream");
}

void give_result(exchange& caller, request const& what, erased_result const& returned,
                 dispatcher_options const& options) {
    payload reply;
    reply.form = what.reply_form;
    encode_result(returned, reply.form, reply.bytes);
    check_reply(what.method(), reply, options);
    caller.reply(std::move(reply));
}

void find_arguments_good(exchange& caller) { caller.reply({}); }

std::shared_ptr<invoker> make_dispatcher(std::shared_ptr<void> target, thunk const* table, dispatcher_options options) {
    return std::make_shared<dispatcher>(std::move(target), table, std::move(options));
}

} // namespace yonder::rpc
