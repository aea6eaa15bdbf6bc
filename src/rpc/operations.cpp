// SPDX-License-Identifier: BSL-1.0
#include "../call/percent.hpp"
#include "../codec/text.hpp"
#include "current_exception.hpp"
#include "operation_status.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/rpc/operations.hpp>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace yonder::rpc {
namespace {

// Between attempts to store an outcome, each pause twice the one before.
constexpr clock::duration first_pause = std::chrono::seconds(1);
constexpr clock::duration longest_pause = std::chrono::minutes(5);

// Passes an outcome on to one who waits for it.
void give(exchange& caller, std::variant<payload, failure> outcome) {
    if (auto* const reply = std::get_if<payload>(&outcome))
        caller.reply(std::move(*reply));
    else
        caller.fail(std::move(std::get<failure>(outcome)));
}

// What the bytes of a call come to: the same for a repetition.
uuid digest_of(request const& what) {
    std::string buffer;
    std::string text(1, what.form() == format::json ? 'j' : 'b');
    text += what.reply_form == format::json ? 'j' : 'b';
    text += what.bytes(what.form(), buffer);
    return uuid_from_name(text);
}

// Percent-encoded, so that two names do not run into each other.
std::string encoded(std::string_view text) {
    std::string made;
    append_encoded(made, text, [](unsigned char byte) { return is_visible(byte) && byte != '/'; });
    return made;
}

// See operation::method.
std::string name_of(request const& what) {
    std::string name = full_name(what.method());
    auto const& user = what.header.user;
    auto const& from = what.header.from;
    if (user)
        name += " of " + encoded(user->type) + '/' + encoded(user->id);
    else if (from && !from->key.empty())
        name += " by " + encoded(from->key);
    else if (from && !from->certificate.empty())
        name += " by " + encoded(from->certificate);
    return name;
}

// What the store is to blame for, whose own words stay in the log.
failure store_failure(method_descriptor const& method, uuid const& id) {
    log(log_level::failure,
        full_name(method) + ": the operation store failed for " + to_string(id) + ": " + text_of_current_exception());
    return failure_of(
        method, code::unavailable, reached::not_sent,
        "the store of operations failed, so the call did not begin; the log of the server has the reason");
}

// Progress as it can be written: a part of the whole, and a text of some length in UTF-8.
progress presentable(progress how_far) {
    constexpr std::size_t most = 1000;
    how_far.part = how_far.part >= 0 ? std::min(how_far.part, 1.0) : 0; // what is no number is 0
    std::string text;
    char const* at = how_far.text.data();
    char const* const end = at + how_far.text.size();
    while (at != end && text.size() < most) {
        std::size_t const length = codec::utf8_length(at, end);
        text.append(length ? std::string_view(at, length) : std::string_view("?"));
        at += std::max<std::size_t>(length, 1);
    }
    how_far.text = std::move(text);
    return how_far;
}

failure begun_elsewhere(method_descriptor const& method, uuid const& id) {
    return answer_of(method, code::unavailable, reached::maybe_executed,
                     "the call with the id " + to_string(id) +
                         " has begun in another process, and is not known to have ended");
}

// Whether the call never began, and may be tried again.
bool is_undone(std::variant<payload, failure> const& outcome) noexcept {
    auto const* const failed = std::get_if<failure>(&outcome);
    return failed && failed->reached == reached::not_sent && !failed->answered;
}

failure other_arguments(method_descriptor const& method, uuid const& id) {
    return answer_of(method, code::already_exists, reached::not_sent,
                     "the id " + to_string(id) +
                         " belongs to a call with other arguments: give each call an id of its own");
}

} // namespace

struct operation_engine;

// One that runs here.
struct running_operation final : exchange, std::enable_shared_from_this<running_operation> {
    running_operation(std::shared_ptr<operation_engine> in, method_descriptor const& of, operation begun)
        : engine(std::move(in)), method(of), name(begun.method), record(std::move(begun)) {}

    // False if it has finished: then `record` has the outcome.
    bool add_waiter(std::shared_ptr<exchange> const& caller);
    void remove_waiter(exchange const& caller) noexcept;

    operation snapshot() {
        std::lock_guard const lock(mutex);
        return record;
    }

    void begins() noexcept override {
        std::lock_guard const lock(mutex);
        record.state = operation_state::running;
    }
    void report(progress how_far) override {
        how_far = presentable(std::move(how_far));
        std::lock_guard const lock(mutex);
        record.how_far = std::move(how_far);
    }
    void on_reply(payload result) override { finish(std::move(result)); }
    void on_failure(failure what) override { finish(std::move(what)); }
    void on_item(payload element) override {
        {
            std::lock_guard const lock(mutex);
            ++record.items;
            if (element.form == format::json)
                record.last_item = std::move(element.bytes);
        }
        grant(1);
    }

    void finish(std::variant<payload, failure> outcome);

    std::shared_ptr<operation_engine> const engine;
    method_descriptor const& method;
    std::string const name; // operation::method
    std::mutex mutex;       // of what follows
    operation record;
    std::vector<std::shared_ptr<exchange>> waiters;
    std::optional<alarm> limit;
};

struct operation_engine : std::enable_shared_from_this<operation_engine> {
    using key = std::pair<std::string, std::array<std::uint8_t, 16>>; // operation::method, id

    explicit operation_engine(operation_options chosen) : options(std::move(chosen)) {
        if (!options.store)
            options.store = make_memory_store();
    }

    std::shared_ptr<running_operation> find_running(std::string const& method, uuid const& id) {
        std::lock_guard const lock(mutex);
        auto const found = running.find({method, id.bytes});
        return found == running.end() ? nullptr : found->second;
    }

    void begin(request& what, std::shared_ptr<exchange> const& caller, operations::check const& look_at,
               operations::run const& run_it);
    std::optional<failure> unfit(method_descriptor const& method, bool goes_on) const;
    std::variant<std::monostate, std::shared_ptr<running_operation>, failure> claim(
        std::shared_ptr<running_operation> const& made);
    void join(running_operation& twin, uuid const& digest, bool goes_on, std::shared_ptr<exchange> const& caller);
    void repeat(running_operation& made, operation known, bool goes_on, exchange& caller);
    void launch(std::shared_ptr<running_operation> const& made, request const& what,
                operations::run const& run_it) const;
    void ask(request const& what, exchange& caller, std::shared_ptr<exchange> const& kept);
    void keep(std::shared_ptr<running_operation> const& one, operation const& done, clock::duration pause);
    void forget_running(running_operation const& one) {
        std::shared_ptr<running_operation> last;
        std::lock_guard const lock(mutex);
        auto const found = running.find({one.name, one.record.id.bytes});
        if (found != running.end() && found->second.get() == &one) {
            last = std::move(found->second);
            running.erase(found);
        }
        changed.notify_all();
    }

    operation_options options;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<key, std::shared_ptr<running_operation>> running;
    std::size_t unstored = 0; // of them, which have ended
    bool is_stopping = false;
};

namespace {

// A caller's hold on an operation that somebody else runs.
class waiting final : public performer {
public:
    waiting(std::shared_ptr<running_operation> of, std::shared_ptr<exchange> const& caller)
        : of_(std::move(of)), caller_(caller) {}

    void cancel() noexcept override {
        auto const caller = caller_.lock();
        if (!caller)
            return;
        of_->remove_waiter(*caller);
        try {
            caller->fail(failure_of(of_->method, code::canceled, reached::maybe_executed,
                                    "the call goes on, as it is remembered by its id; nobody waits for it here"));
        } catch (...) { // no memory for the text: the caller waits for its deadline
        }
    }

private:
    std::shared_ptr<running_operation> of_;
    std::weak_ptr<exchange> caller_;
};

} // namespace

bool running_operation::add_waiter(std::shared_ptr<exchange> const& caller) {
    {
        std::lock_guard const lock(mutex);
        if (record.outcome)
            return false;
        waiters.push_back(caller);
    }
    caller->attach(std::make_shared<waiting>(shared_from_this(), caller));
    return true;
}

void running_operation::remove_waiter(exchange const& caller) noexcept {
    std::lock_guard const lock(mutex);
    std::erase_if(waiters, [&](std::shared_ptr<exchange> const& one) { return one.get() == &caller; });
}

void running_operation::finish(std::variant<payload, failure> outcome) {
    operation done;
    std::vector<std::shared_ptr<exchange>> told;
    std::optional<alarm> set;
    {
        std::lock_guard const lock(mutex);
        record.outcome = outcome;
        record.state = operation_state::finished;
        done = record;
        told.swap(waiters);
        set.swap(limit);
    }
    if (set)
        call_off(*set);
    engine->keep(shared_from_this(), done, first_pause);
    for (auto const& caller : told)
        give(*caller, outcome);
}

// Until the store has it, the outcome is read from here; of no more operations than may run at once.
void operation_engine::keep(std::shared_ptr<running_operation> const& one, operation const& done,
                            clock::duration pause) {
    bool const is_again = pause != first_pause;
    std::string problem;
    try {
        if (is_undone(*done.outcome))
            options.store->remove(done.method, done.id);
        else
            options.store->update(done);
    } catch (...) {
        problem = text_of_current_exception();
    }
    bool is_tried_again = false;
    {
        std::lock_guard const lock(mutex);
        unstored -= is_again ? 1 : 0;
        is_tried_again = !problem.empty() && pause <= longest_pause && unstored < options.max_running;
        unstored += is_tried_again ? 1 : 0;
    }
    if (!problem.empty())
        log(log_level::failure, done.method + ": the outcome of the operation " + to_string(done.id) +
                                    " cannot be stored" +
                                    (is_tried_again ? "; it is tried again: " : ", and is lost: ") + problem);
    if (is_tried_again)
        run_at(time_after(pause),
               [self = shared_from_this(), one, pause] { self->keep(one, one->snapshot(), 2 * pause); });
    else
        forget_running(*one);
}

// What keeps a call from being remembered, before anything is.
std::optional<failure> operation_engine::unfit(method_descriptor const& method, bool goes_on) const {
    if (method.streams_arguments)
        return failure_of(method, code::unimplemented, reached::not_sent,
                          "a call with a stream of arguments cannot be remembered");
    if (method.streams_results && !goes_on)
        return failure_of(method, code::unimplemented, reached::not_sent,
                          "a call with a stream of results cannot be made once");
    return std::nullopt;
}

// Takes the place of a call among those that run. Returns the twin that has it, or why there is none to be had; nothing
// if `made` has it now.
std::variant<std::monostate, std::shared_ptr<running_operation>, failure> operation_engine::claim(
    std::shared_ptr<running_operation> const& made) {
    std::lock_guard const lock(mutex);
    key const at(made->name, made->record.id.bytes);
    if (auto const found = running.find(at); found != running.end())
        return found->second;
    if (is_stopping)
        return failure_of(made->method, code::unavailable, reached::not_sent, "the server stops");
    if (running.size() - unstored >= options.max_running)
        return failure_of(made->method, code::resource_exhausted, reached::not_sent,
                          "the server has " + std::to_string(options.max_running) +
                              " remembered calls at work, which is its limit (operation_options::max_running)");
    running.emplace(at, made);
    return std::monostate();
}

// For a caller whose call runs here already.
void operation_engine::join(running_operation& twin, uuid const& digest, bool goes_on,
                            std::shared_ptr<exchange> const& caller) {
    operation const known = twin.snapshot();
    if (known.digest != digest)
        caller->fail(other_arguments(twin.method, known.id));
    else if (goes_on)
        caller->reply(write_status(known));
    else if (!twin.add_waiter(caller))
        give(*caller, *twin.snapshot().outcome);
}

// For a caller whose call the store has, and for those who have joined `made` meanwhile.
void operation_engine::repeat(running_operation& made, operation known, bool goes_on, exchange& caller) {
    bool const is_same = known.digest == made.record.digest;
    if (!is_same)
        known.outcome = other_arguments(made.method, known.id);
    else if (!known.outcome)
        known.outcome = begun_elsewhere(made.method, known.id);
    operation const told = known;
    std::vector<std::shared_ptr<exchange>> joined;
    {
        std::lock_guard const lock(made.mutex);
        made.record = std::move(known);
        joined.swap(made.waiters);
    }
    forget_running(made);
    if (goes_on && is_same)
        caller.reply(write_status(told));
    else
        give(caller, *told.outcome);
    for (auto const& one : joined)
        give(*one, *told.outcome);
}

// Runs what is new, with the time that the server allows and no other.
void operation_engine::launch(std::shared_ptr<running_operation> const& made, request const& what,
                              operations::run const& run_it) const {
    request kept = what.own();
    kept.header.intent = intent::call;
    kept.header.is_once = false;
    kept.header.deadline = time_after(options.longest);
    {
        std::lock_guard const lock(made->mutex);
        made->limit = run_at(*kept.header.deadline, [weak = std::weak_ptr(made)] {
            if (auto const late = weak.lock())
                late->abandon(answer_of(late->method, code::deadline_exceeded, reached::maybe_executed,
                                        "the operation took longer than the server allows "
                                        "(operation_options::longest)"));
        });
    }
    context_switch const own_context{context()};
    run_it(kept, made);
    made->grant(1); // of a streamed result, whose items are progress
}

void operation_engine::begin(request& what, std::shared_ptr<exchange> const& caller, operations::check const& look_at,
                             operations::run const& run_it) {
    method_descriptor const& method = what.method();
    bool const goes_on = what.header.intent == intent::call_and_go_on;
    auto wrong = unfit(method, goes_on);
    if (!wrong)
        wrong = look_at(what);
    if (wrong) {
        caller->fail(std::move(*wrong));
        return;
    }
    if (what.header.id.is_nil())
        what.header.id = new_uuid();
    operation record;
    record.method = name_of(what);
    record.id = what.header.id;
    record.digest = digest_of(what);
    auto const made = std::make_shared<running_operation>(shared_from_this(), method, record);
    auto claimed = claim(made);
    if (auto* const refused = std::get_if<failure>(&claimed)) {
        caller->fail(std::move(*refused));
        return;
    }
    if (auto const* const twin = std::get_if<std::shared_ptr<running_operation>>(&claimed))
        return join(**twin, record.digest, goes_on, caller);

    auto const give_up = [&](failure const& why) {
        made->abandon(why);
        caller->fail(why);
    };
    std::optional<operation> known;
    try {
        known = options.store->add(record);
    } catch (error const& caught) { // its own word, that there is no room mostly
        return give_up(caught.as_failure());
    } catch (...) {
        return give_up(store_failure(method, record.id));
    }
    if (known)
        return repeat(*made, std::move(*known), goes_on, *caller);
    if (!goes_on)
        made->add_waiter(caller);
    try {
        launch(made, what, run_it);
    } catch (...) { // no memory, mostly
        return give_up(describe_current_exception(method, false, record.id));
    }
    if (!goes_on)
        return;
    operation const now = made->snapshot();
    if (now.outcome && is_undone(*now.outcome))
        give(*caller, *now.outcome);
    else
        caller->reply(write_status(now));
}

void operation_engine::ask(request const& what, exchange& caller, std::shared_ptr<exchange> const& kept) {
    method_descriptor const& method = what.method();
    uuid const& id = what.header.remembered;
    std::string const name = name_of(what);
    auto const live = find_running(name, id);
    if (live && what.header.intent == intent::read_outcome && live->add_waiter(kept))
        return;
    if (live && what.header.intent == intent::cancel_remembered)
        live->cancel();
    std::optional<operation> known;
    if (live)
        known = live->snapshot();
    else
        known = options.store->find(name, id);
    if (!known)
        caller.fail(answer_of(method, code::not_found, reached::executed,
                              "no call with the id " + to_string(id) +
                                  " is remembered here: it was never made, or is forgotten by now"));
    else if (what.header.intent != intent::read_outcome)
        caller.reply(write_status(*known));
    else if (known->outcome)
        give(caller, *known->outcome);
    else
        caller.fail(begun_elsewhere(method, id));
}

} // namespace yonder::rpc

namespace yonder {

operations::operations(operation_options options)
    : engine_(std::make_shared<rpc::operation_engine>(std::move(options))) {}
operations::~operations() = default;

void operations::start(request& what, std::shared_ptr<exchange> caller, operations::check const& look_at,
                       run const& begin) {
    try {
        if (what.header.intent == intent::call || what.header.intent == intent::call_and_go_on)
            engine_->begin(what, caller, look_at, begin);
        else
            engine_->ask(what, *caller, caller);
    } catch (...) { // a store that fails, or no memory
        caller->fail(rpc::describe_current_exception(what.method(), false, what.header.id));
    }
}

void operations::stop(clock::duration patience) {
    std::unique_lock lock(engine_->mutex);
    engine_->is_stopping = true;
    auto const is_idle = [this] { return engine_->running.empty(); };
    if (engine_->changed.wait_for(lock, patience, is_idle))
        return;
    std::vector<std::shared_ptr<rpc::running_operation>> late;
    for (auto const& [key, one] : engine_->running)
        late.push_back(one);
    lock.unlock();
    log(log_level::warning, "stopping cancels " + std::to_string(late.size()) + " operations at work");
    for (auto const& one : late)
        one->cancel();
    late.clear();
    lock.lock();
    engine_->changed.wait_for(lock, std::chrono::seconds(1), is_idle);
}

} // namespace yonder
