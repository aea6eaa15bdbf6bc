// SPDX-License-Identifier: BSL-1.0
#include "../call/process_end.hpp"
#include "../call/thread_pool.hpp"
#include "../net/address_problem.hpp"
#include "answer_text.hpp"
#include "connect_error.hpp"
#include "connection_pool.hpp"
#include "envelope.hpp"
#include "header_fields.hpp"
#include "no_pipe_signal.hpp"
#include "rendered_call.hpp"
#include "watchdog.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/http/client.hpp>
#include <yonder/rpc/item_queue.hpp>

#include <boost/json/value.hpp>
#include <httplib.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <exception>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace yonder::http {
namespace {

// For a free connection.
constexpr auto longest_wait = std::chrono::seconds(10);

// What Connect-Timeout-Ms can say, which has ten digits.
constexpr auto longest_timeout = std::chrono::milliseconds(9'999'999'999);

// For the threads of a client, when the process ends.
constexpr auto longest_end = std::chrono::seconds(1);

// For the outcome of a call that goes on, with one request.
constexpr auto longest_poll = std::chrono::seconds(20);

// cpp-httplib reads answers by way of statics that are made with the first, and destroyed by exit(). The end of our
// threads must come before that, so it must be registered after: an answer is read here that nobody sent.
class first_answer final : httplib::ClientImpl {
public:
    first_answer() : ClientImpl("localhost") { static_cast<void>(Get("/")); }
    ~first_answer() override {
        if (other_end_ >= 0)
            ::close(other_end_);
    }

private:
    bool create_and_connect_socket(Socket& socket, httplib::Error&) override {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            return false;
        constexpr std::string_view answer = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";
        static_cast<void>(::send(ends[1], answer.data(), answer.size(), MSG_NOSIGNAL) == 0);
        ::shutdown(ends[1], SHUT_WR);
        other_end_ = ends[1];
        socket.sock = ends[0];
        return true;
    }

    int other_end_ = -1;
};

void prime() {
    static std::once_flag primed;
    std::call_once(primed, [] {
        first_answer const read;
        httplib::Client const parsed("http://localhost"); // a URL, with another static
        process_end::come_before_what_exists();
    });
}

// When a call gives up waiting for a connection: a little before its deadline, where its caller could not tell that
// nothing was sent.
clock::time_point patience_until(clock::time_point deadline) {
    auto const now = clock::now();
    if (deadline >= now + longest_wait)
        return now + longest_wait;
    return deadline - std::min<clock::duration>(std::chrono::milliseconds(10), (deadline - now) / 4);
}

std::chrono::milliseconds until(clock::time_point deadline) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now());
    return std::max(left, std::chrono::milliseconds(0));
}

// As the Host field has it.
std::string authority_of(url const& where) {
    if (where.way == way::unix_socket)
        return "localhost";
    std::string const host = where.host.find(':') == std::string::npos ? where.host : '[' + where.host + ']';
    return where.port == 80 ? host : host + ':' + std::to_string(where.port);
}

class client final : public invoker, public process_end::part, public std::enable_shared_from_this<client> {
public:
    client(url where, client_options options) : options_(options), pool_(std::move(where), std::move(options)) {}

    void start(request& what, std::shared_ptr<exchange> caller) override;
    void end_with_process() noexcept override;

private:
    struct call final : performer {
        // A call that is dropped unperformed, as its caller waits no longer, is over for it too.
        ~call() override {
            failure dropped;
            dropped.code = code::canceled;
            dropped.message = full_name(*method) + ": nobody was left to make the call";
            caller->fail(std::move(dropped));
        }

        // Says who decides what becomes of a call that is not sent yet: whoever performs it, or who gives it up while
        // it waits for a thread. True for the first.
        bool claim() noexcept { return !is_claimed.exchange(true, std::memory_order_acq_rel); }

        void cancel() noexcept override {
            {
                std::lock_guard const lock(mutex);
                is_cancelled = true;
                if (through)
                    through->cut();
                changed.notify_all();
            }
            if (claim())
                caller->fail(owner->make_failure(*this, code::canceled, reached::not_sent, "the call was cancelled"));
        }
        void before_abandon(failure& what) noexcept override {
            if (!claim())
                return;
            what.reached = reached::not_sent;
            if (what.code == code::deadline_exceeded)
                what = owner->unsent(*this);
        }
        void break_off() noexcept override {
            std::lock_guard const lock(mutex);
            is_broken_off = true;
            changed.notify_all();
        }
        void grant(std::size_t items) noexcept override {
            std::lock_guard const lock(mutex);
            granted += items;
            changed.notify_all();
        }
        void send(payload item) noexcept override {
            std::lock_guard const lock(mutex);
            outgoing.add(std::move(item));
            changed.notify_all();
        }
        void finish() noexcept override {
            std::lock_guard const lock(mutex);
            is_finished = true;
            changed.notify_all();
        }

        // Whether it is about a call that was made before.
        bool asks() const noexcept { return about != intent::call && about != intent::call_and_go_on; }

        bool is_stream() const noexcept {
            return about == intent::call && (method->streams_arguments || method->streams_results);
        }

        // Waits until an item may be passed on: false if the call is over.
        bool wait_for_credit() {
            std::unique_lock lock(mutex);
            auto const is_ready = [this] { return is_cancelled || granted > 0; };
            if (deadline == clock::time_point::max())
                changed.wait(lock, is_ready);
            else if (!changed.wait_until(lock, deadline, is_ready))
                return false;
            if (is_cancelled)
                return false;
            --granted;
            return true;
        }

        // The next item to send; nothing at the end. `is_over` if the call is, or if the server answers already.
        // `is_whole` unless the stream failed.
        std::optional<payload> next_to_send(connection& on, format form, bool& is_over, bool& is_whole);

        // Says which connection a cancellation is to cut; null for none. False if it was cancelled before.
        bool use(connection* one) {
            std::lock_guard const lock(mutex);
            through = one;
            return !is_cancelled;
        }

        std::mutex mutex;
        std::condition_variable changed;
        std::size_t granted = 0;
        rpc::item_queue outgoing;
        bool is_finished = false;
        bool is_broken_off = false;
        connection* through = nullptr;
        bool is_cancelled = false;
        method_descriptor const* method = nullptr;
        intent about = intent::call;
        uuid remembered;
        bool may_repeat = false; // on another connection, if this one breaks
        std::string body;
        security::signer::fields headers;  // as a list: a map of cpp-httplib's takes longer to fill than to send
        std::unique_ptr<message> rendered; // the whole request, if a part of the program's writes it
        clock::time_point deadline = clock::time_point::max();
        std::shared_ptr<exchange> caller;
        std::shared_ptr<client const> owner;
        std::atomic<bool> is_claimed = false;
        std::optional<yonder::alarm> alarm;                    // when it has waited long enough
        std::atomic<bool> is_queued = false;                   // behind other calls, for want of a connection
        clock::time_point patience = clock::time_point::max(); // for a connection
    };

    // What came of one attempt, when no response did.
    struct attempt {
        httplib::Response response;
        httplib::Error error = httplib::Error::Success;
        bool was_sent = false; // or tried to be
        bool is_answered = false;
        bool is_too_large = false;
        bool is_repeated = false;  // an attempt before this one may have been executed
        bool is_first = false;     // on its connection
        bool is_cut_short = false; // the streamed argument; or the server closes the connection
        clock::duration took{};

        bool is_stream = false;               // as the server says
        bool has_end = false;                 // of the stream
        std::optional<failure> failed_at_end; // what that says
        std::optional<std::string> message;   // the only one of a method that does not stream its results
    };

    std::optional<failure> render(request const& what, call& job) const;
    void post(std::shared_ptr<call> const& job);
    void perform_here(std::shared_ptr<call> const& job);
    void perform(call& job);
    static std::string path_of(call const& job);
    attempt send(call& job, connection& through);
    security::signer::fields sign(std::string_view method, std::string_view target,
                                  security::signer::fields const& headers, std::string_view body) const;
    attempt send_plain(call& job, connection& through);
    bool take_message(call& job, attempt& made, std::uint8_t flags, std::string message) const;
    void finish_stream(call& job, attempt& made);
    void finish(call& job, attempt& made);
    void finish_with_response(call& job, attempt& made);
    void finish_with_reader(call& job, attempt& made) const;
    failure late(call const& job) const;
    failure unsent(call const& job) const;
    failure as_told(call const& job, failure what) const;
    static void fail(call const& job, attempt const& made, failure what);
    failure make_failure(call const& job, code what, reached how_far, std::string const& text) const;

    client_options options_;
    connection_pool pool_;
    std::string const authority_ = authority_of(pool_.where());
    watchdog watchdog_;
    std::once_flag threads_made_;
    std::shared_ptr<thread_pool> threads_; // for callers that do not block, whose calls keep this client
    std::mutex running_mutex_;
    std::vector<std::shared_ptr<call>> running_; // in those
    bool is_ending_ = false;                     // with the process
};

std::optional<payload> client::call::next_to_send(connection& on, format form, bool& is_over, bool& is_whole) {
    std::unique_lock lock(mutex);
    for (;;) {
        // An answer before the end is a refusal. Over TLS there may be input that is none.
        is_over = is_cancelled || clock::now() >= deadline || (!on.is_secure && on.has_input());
        if (is_over)
            return std::nullopt;
        if (!outgoing.empty())
            return outgoing.take();
        is_whole = !is_broken_off;
        if (is_finished || is_broken_off)
            return std::nullopt;
        if (std::size_t const more = outgoing.refill()) {
            lock.unlock();
            caller->credit(more, form, true);
            lock.lock();
        } else {
            changed.wait_for(lock, std::chrono::milliseconds(50)); // to look for an answer
        }
    }
}

failure client::make_failure(call const& job, code what, reached how_far, std::string const& text) const {
    failure made;
    made.code = what;
    made.reached = how_far;
    made.message = full_name(*job.method) + ": " + pool_.where().to_string() + ": " + text;
    return made;
}

failure client::late(call const& job) const {
    return make_failure(job, code::deadline_exceeded, reached::maybe_executed,
                        "no answer within the deadline: the call may have been executed; allow it more time with "
                        "yonder::timeout, or see what keeps the server");
}

// A call that gave up before it was sent.
failure client::unsent(call const& job) const {
    if (!job.is_queued)
        return make_failure(job, code::deadline_exceeded, reached::not_sent,
                            "the deadline passed before the call was sent");
    return make_failure(job, code::resource_exhausted, reached::not_sent,
                        "all " + std::to_string(options_.max_connections) +
                            " connections to the server were in use, and none came free in time: allow more with "
                            "http::client_options::max_connections");
}

// What the server says. It counts the same deadline, from when the call came, so its word on it may come just before
// our own.
failure client::as_told(call const& job, failure what) const {
    if (what.code == code::deadline_exceeded && clock::now() + std::chrono::milliseconds(2) >= job.deadline)
        return late(job);
    what.answered = true;
    return what;
}

void client::fail(call const& job, attempt const& made, failure what) {
    if (made.is_repeated && what.reached == reached::not_sent)
        what.reached = reached::maybe_executed;
    job.caller->fail(std::move(what));
}

void client::start(request& what, std::shared_ptr<exchange> caller) {
    auto const job = std::make_shared<call>();
    job->method = &what.method();
    job->caller = std::move(caller);
    job->owner = shared_from_this();
    job->deadline = what.header.deadline.value_or(clock::time_point::max());
    job->about = what.header.intent;
    job->remembered = what.header.remembered;
    job->may_repeat = what.method().is_idempotent || what.header.is_once || job->asks();
    if (options_.signer && what.method().streams_arguments && !job->asks()) {
        job->caller->fail(make_failure(*job, code::failed_precondition, reached::not_sent,
                                       "a stream of arguments cannot be signed: prove who calls with a certificate, or "
                                       "let the binding be without a signer"));
        return;
    }
    try {
        if (!job->asks())
            what.encode(options_.form, job->body);
    } catch (std::exception const& caught) {
        job->caller->fail(make_failure(*job, code::invalid_argument, reached::not_sent,
                                       std::string("the arguments have no form: ") + caught.what()));
        return;
    }
    if ((options_.generator || options_.reader) && (job->asks() || job->is_stream())) {
        job->caller->fail(make_failure(*job, code::unimplemented, reached::not_sent,
                                       "streams and operations go by the Connect protocol alone, and the binding has "
                                       "another way to write requests or read answers"));
        return;
    }
    job->headers.reserve(8);
    job->headers.emplace_back("Accept-Encoding", "identity");
    job->headers.emplace_back("Connect-Protocol-Version", "1");
    if (auto const wrong = write_fields(what.header, [&](std::string const& name, std::string const& value) {
            job->headers.emplace_back(name, value);
        })) {
        job->caller->fail(make_failure(*job, code::invalid_argument, reached::not_sent, *wrong));
        return;
    }
    job->patience = patience_until(job->deadline);
    if (options_.generator)
        if (auto wrong = render(what, *job)) {
            job->caller->fail(std::move(*wrong));
            return;
        }
    if (clock::now() >= job->deadline) {
        job->caller->fail(unsent(*job));
        return;
    }
    job->caller->attach(job);
    if (job->caller->offer([self = shared_from_this(), job] { self->perform(*job); }))
        return;
    post(job);
}

// Has the request written by a part of the program's.
std::optional<failure> client::render(request const& what, call& job) const {
    auto rendered = std::make_unique<message>();
    rendered->method = "POST";
    rendered->target = path_of(job);
    rendered->fields = std::move(job.headers);
    rendered->fields.emplace_back("Content-Type", media_type(options_.form));
    if (job.deadline != clock::time_point::max())
        rendered->fields.emplace_back(
            "Connect-Timeout-Ms",
            std::to_string(std::clamp(until(job.deadline), std::chrono::milliseconds(1), longest_timeout).count()));
    rendered->body = std::move(job.body);
    try {
        options_.generator->generate(what, *rendered);
        check_request(*rendered);
    } catch (...) {
        failure wrong = failure_of_part(nullptr, "");
        return make_failure(job, wrong.code, reached::not_sent, "the request could not be generated: " + wrong.message);
    }
    job.rendered = std::move(rendered);
    return std::nullopt;
}

// For a caller that does not block.
void client::post(std::shared_ptr<call> const& job) {
    std::call_once(threads_made_, [this] {
        prime();
        threads_ = std::make_shared<thread_pool>(
            thread_pool_options{.max_threads = options_.max_connections, .max_queued = options_.max_waiting});
        process_end::add(process_end::stage::calls, weak_from_this());
    });
    if (!threads_->post([self = shared_from_this(), job] { self->perform_here(job); })) {
        job->caller->fail(make_failure(*job, code::resource_exhausted, reached::not_sent,
                                       "more than " + std::to_string(options_.max_waiting) +
                                           " calls wait for a connection: allow more with "
                                           "http::client_options::max_waiting, or wait for some"));
        return;
    }
    if (!threads_->is_crowded())
        return;
    job->is_queued = true;
    if (job->is_claimed)
        return;
    auto const waits = run_at(job->patience, [weak = std::weak_ptr(job)] {
        auto const one = weak.lock();
        if (one && one->claim())
            one->caller->fail(one->owner->unsent(*one));
    });
    std::lock_guard const lock(job->mutex);
    job->alarm = waits;
}

void client::perform_here(std::shared_ptr<call> const& job) {
    bool is_ending = false;
    std::optional<yonder::alarm> set;
    {
        std::lock_guard const lock(job->mutex);
        set = job->alarm;
    }
    if (set)
        call_off(*set);
    {
        std::lock_guard const lock(running_mutex_);
        is_ending = is_ending_;
        if (!is_ending)
            running_.push_back(job);
    }
    if (is_ending)
        return job->cancel();
    perform(*job);
    std::lock_guard const lock(running_mutex_);
    running_.erase(std::find(running_.begin(), running_.end(), job));
}

// Blocking callers have threads of their own, which may be waited for by what ends later: they may go on.
void client::end_with_process() noexcept {
    std::vector<std::shared_ptr<call>> running;
    {
        std::lock_guard const lock(running_mutex_);
        is_ending_ = true;
        running = running_;
    }
    for (auto const& one : running)
        one->cancel();
    running.clear();
    threads_->shutdown_within(longest_end);
}

void client::perform(call& job) {
    if (!job.claim() || job.caller->is_complete())
        return;
    if (clock::now() >= job.deadline) {
        job.caller->fail(unsent(job));
        return;
    }
    std::unique_ptr<connection> through;
    try {
        through = pool_.take(job.patience);
    } catch (std::exception const& caught) {
        job.caller->fail(make_failure(job, code::unavailable, reached::not_sent, caught.what()));
        return;
    }
    if (!through) {
        job.is_queued = true;
        job.caller->fail(unsent(job));
        return;
    }
    attempt made = job.use(through.get()) ? send(job, *through) : attempt();
    while (made.is_answered && made.response.status == 202 && job.about == intent::read_outcome &&
           clock::now() < job.deadline) // the server waits only so long at a time
        made = send(job, *through);
    // A connection kept from before may have been closed by the server just now. Whether it took the call is open, so
    // only a call that may be made twice is.
    bool const is_unwanted = !job.use(nullptr);
    bool const may_repeat = !is_unwanted && !job.is_stream() && through->is_used && !made.is_answered &&
                            !made.is_too_large && job.may_repeat && until(job.deadline) > std::chrono::milliseconds(0);
    if (may_repeat) {
        through = pool_.renew(std::move(through));
        if (job.use(through.get()))
            made = send(job, *through);
        made.is_repeated = true;
        job.use(nullptr);
    }
    pool_.give_back(std::move(through), made.is_answered && !made.is_cut_short);
    finish(job, made);
}

// Of a stream of results. False if nothing more is to be read.
bool client::take_message(call& job, attempt& made, std::uint8_t flags, std::string message) const {
    if (made.has_end)
        return false;
    if (flags == envelope_is_last) {
        made.has_end = read_end(message, made.failed_at_end);
        return made.has_end;
    }
    if (flags != 0 || made.message)
        return false;
    if (!job.method->streams_results) {
        made.message = std::move(message);
        return true;
    }
    if (!job.wait_for_credit())
        return false;
    job.caller->item({options_.form, std::move(message)});
    return true;
}

std::string client::path_of(call const& job) {
    if (job.asks())
        return path_of_operation(*job.method, job.remembered) +
               (job.about == intent::read_status ? "&show=status" : "");
    return http::path_of(*job.method);
}

// The fields that a request is signed with, which is sent with `headers`.
security::signer::fields client::sign(std::string_view method, std::string_view target,
                                      security::signer::fields const& headers, std::string_view body) const {
    security::signable what;
    what.method = method;
    what.scheme = pool_.where().way == way::tls ? "https" : "http";
    what.authority = authority_;
    what.target = target;
    what.has_body = method == "POST";
    for (auto const& [name, value] : headers)
        what.fields.emplace_back(name, value);
    return options_.signer->sign(std::move(what), body);
}

// A call with one message each way, on a connection that was used before.
client::attempt client::send_plain(call& job, connection& through) {
    attempt made;
    made.was_sent = true;
    std::string text;
    text.reserve(512 + job.body.size());
    std::string const target = pool_.where().prefix + path_of(job);
    text.append("POST ").append(target).append(" HTTP/1.1\r\n");
    append_field(text, "Host", authority_);
    append_field(text, "Content-Type", media_type(options_.form));
    for (auto const& [name, value] : job.headers)
        append_field(text, name, value);
    std::string timeout;
    if (job.deadline != clock::time_point::max()) {
        auto const left = std::clamp(until(job.deadline), std::chrono::milliseconds(1), longest_timeout);
        append_number(timeout, static_cast<std::size_t>(left.count()));
        append_field(text, "Connect-Timeout-Ms", timeout);
    }
    if (options_.signer) {
        security::signer::fields all = job.headers;
        all.emplace_back("Content-Type", media_type(options_.form));
        if (!timeout.empty())
            all.emplace_back("Connect-Timeout-Ms", timeout);
        for (auto const& [name, value] : sign("POST", target, all, job.body))
            append_field(text, name, value);
    }
    text += "Content-Length: ";
    append_number(text, job.body.size());
    text += "\r\n\r\n";
    text += job.body;
    plain_line::answer told;
    auto const result = through.exchange(text, job.deadline, options_.max_reply, told);
    made.is_too_large = result == plain_line::result::too_large;
    made.is_answered = result == plain_line::result::done;
    made.is_cut_short = told.ends_connection;
    made.error = made.is_answered ? httplib::Error::Success : httplib::Error::Read;
    made.response.status = told.status;
    made.response.body = std::move(told.body);
    if (!told.content_type.empty())
        made.response.headers.emplace("Content-Type", std::move(told.content_type));
    if (!told.content_encoding.empty())
        made.response.headers.emplace("Content-Encoding", std::move(told.content_encoding));
    return made;
}

client::attempt client::send(call& job, connection& through) {
    if (through.is_plain() && !job.is_stream() && !job.asks() && !job.rendered && !options_.reader)
        return send_plain(job, through);
    no_pipe_signal const quiet;
    attempt made;
    made.was_sent = true;
    made.is_first = !through.is_used;
    auto const begun = clock::now();
    httplib::Request request;
    request.method = "POST";
    request.path = pool_.where().prefix + path_of(job);
    request.headers.insert(job.headers.begin(), job.headers.end());
    std::string_view const type =
        job.is_stream() ? media_type(framing::connect, options_.form) : media_type(options_.form);
    if (job.asks()) {
        request.method = job.about == intent::cancel_remembered ? "DELETE" : "GET";
        if (job.about == intent::read_outcome)
            request.headers.emplace("Prefer", "wait=" + std::to_string(longest_poll.count()));
    } else {
        request.headers.emplace("Content-Type", std::string(type));
    }
    if (pool_.where().way == way::unix_socket)
        request.headers.emplace("Host", "localhost");
    auto const envelope = [](std::string const& bytes) {
        auto const head = envelope_head(0, bytes.size());
        return std::string(head.data(), head.size()) + bytes;
    };
    request.body = job.is_stream() ? envelope(job.body) : job.body;
    if (job.rendered) {
        request.method = job.rendered->method;
        request.path = pool_.where().prefix + job.rendered->target;
        request.headers = {job.rendered->fields.begin(), job.rendered->fields.end()};
        request.body = job.rendered->body;
        if (pool_.where().way == way::unix_socket)
            request.headers.emplace("Host", "localhost");
    }
    if (job.method->streams_arguments) {
        request.headers.emplace("Transfer-Encoding", "chunked");
        request.is_chunked_content_provider_ = true;
        request.content_provider_ = [&, first = std::exchange(request.body, std::string())](
                                        std::size_t, std::size_t, httplib::DataSink& sink) mutable {
            if (!first.empty()) {
                std::string const arguments = std::exchange(first, std::string());
                sink.write(arguments.data(), arguments.size());
                return true;
            }
            bool is_over = false;
            bool is_whole = true;
            if (auto const item = job.next_to_send(through, options_.form, is_over, is_whole)) {
                std::string const bytes = envelope(item->bytes);
                sink.write(bytes.data(), bytes.size());
                return true;
            }
            made.is_cut_short = is_over || !is_whole;
            bool const is_answered = is_over && !through.is_secure && through.has_input();
            if (is_over && !is_answered)
                return false;
            if (!is_whole) { // said in order, so that the server hands on the items before
                failure why;
                why.code = code::canceled;
                why.message = "the stream of the caller failed";
                std::string const last = write_end(&why);
                auto const head = envelope_head(envelope_is_last, last.size());
                sink.write(head.data(), head.size());
                sink.write(last.data(), last.size());
            }
            sink.done();
            return true;
        };
    }
    auto left = std::chrono::milliseconds(std::chrono::hours(24));
    if (job.deadline != clock::time_point::max()) {
        left = std::clamp(until(job.deadline), std::chrono::milliseconds(1), longest_timeout);
        if (!job.rendered)
            request.headers.emplace("Connect-Timeout-Ms", std::to_string(left.count()));
    }
    if (options_.signer)
        for (auto& [name, value] :
             sign(request.method, request.path, {request.headers.begin(), request.headers.end()}, request.body))
            request.headers.emplace(name, std::move(value));
    // The watchdog keeps the deadline. These are longer, as what they end would look like a broken connection.
    left = std::min<std::chrono::milliseconds>(left, std::chrono::hours(24)) + std::chrono::milliseconds(50);
    through.client->set_connection_timeout(std::min(options_.connect_timeout, left));
    through.client->set_read_timeout(left);
    through.client->set_write_timeout(left);
    bool is_cut = false; // read when the watch has ended
    std::string body;
    envelope_splitter messages(options_.max_reply, [&](std::uint8_t flags, std::string message) {
        return take_message(job, made, flags, std::move(message));
    });
    request.response_handler = [&](httplib::Response const& head) {
        made.is_stream = job.is_stream() && head.status == 200 && head.get_header_value("Content-Type") == type;
        made.is_too_large = // of a stream each item counts for itself
            !made.is_stream && head.has_header("Content-Length") &&
            std::strtoull(head.get_header_value("Content-Length").c_str(), nullptr, 10) > options_.max_reply;
        return !made.is_too_large;
    };
    request.content_receiver = [&](char const* data, std::size_t size, std::uint64_t, std::uint64_t) {
        if (made.is_stream) {
            bool const is_taken = messages.take({data, size});
            made.is_too_large = messages.is_too_large();
            return is_taken;
        }
        made.is_too_large = body.size() + size > options_.max_reply;
        if (!made.is_too_large)
            body.append(data, size);
        return !made.is_too_large;
    };
    {
        watchdog::watch const limit(watchdog_, job.deadline, [&] {
            is_cut = true;
            through.cut();
        });
        made.is_answered = through.client->send(request, made.response, made.error) && !made.is_too_large;
    }
    made.took = clock::now() - begun;
    if (made.is_stream && !made.has_end)
        made.is_answered = false;
    if (is_cut) // a reply without a length would seem to be whole
        made.is_answered = false;
    made.response.body = std::move(body);
    return made;
}

void client::finish(call& job, attempt& made) {
    using httplib::Error;
    if (made.is_answered && made.is_stream)
        return finish_stream(job, made);
    if (made.is_answered)
        return finish_with_response(job, made);
    bool const is_late = clock::now() >= job.deadline;
    failure failed;
    if (!job.use(nullptr)) {
        failed = make_failure(job, code::canceled, made.was_sent ? reached::maybe_executed : reached::not_sent,
                              "the call was cancelled");
    } else if (made.is_too_large) {
        failed = make_failure(job, code::resource_exhausted, reached::executed,
                              "the reply has more than " + std::to_string(options_.max_reply) +
                                  " bytes, which is the limit of this side");
    } else if (made.error == Error::SSLServerVerification) {
        failed =
            make_failure(job, code::unavailable, reached::not_sent,
                         "the certificate of the server is not for this host, or signed by nobody who is trusted here: "
                         "see ca_file");
    } else if (made.error == Error::SSLConnection || made.error == Error::SSLLoadingCerts) {
        failed = make_failure(job, is_late ? code::deadline_exceeded : code::unavailable, reached::not_sent,
                              made.error == Error::SSLLoadingCerts
                                  ? "no TLS connection came about: the ca_file \"" + options_.ca_file +
                                        "\" cannot be read any more"
                                  : "no TLS connection came about: see that the server speaks https");
    } else if (made.error == Error::Connection || made.error == Error::ConnectionTimeout ||
               made.error == Error::BindIPAddress) {
        failed = make_failure(job, is_late ? code::deadline_exceeded : code::unavailable, reached::not_sent,
                              net::why_nobody(pool_.where(), made.took));
    } else if (is_late) {
        failed = late(job);
    } else {
        failed = make_failure(job, code::unavailable, reached::maybe_executed,
                              "the connection broke before the answer came (" + httplib::to_string(made.error) +
                                  "): the call may have been executed" +
                                  (!made.is_first || made.response.status > 0 ? ""
                                   : pool_.where().way == way::tcp
                                       ? "; if it breaks every time, see whether the server speaks https"
                                   : pool_.where().way == way::tls
                                       ? "; if it breaks every time, see whether the server wants a certificate of "
                                         "this side, and takes the one that it gets"
                                       : ""));
    }
    fail(job, made, std::move(failed));
}

void client::finish_stream(call& job, attempt& made) {
    if (made.failed_at_end) {
        made.failed_at_end->transport_status = made.response.status;
        fail(job, made, as_told(job, std::move(*made.failed_at_end)));
    } else if (job.method->streams_results) {
        job.caller->reply({options_.form, options_.form == format::json ? "{}" : ""});
    } else if (made.message) {
        job.caller->reply({options_.form, std::move(*made.message)});
    } else {
        job.caller->fail(
            make_failure(job, code::internal, reached::executed, "the answer is a stream without a message"));
    }
}

// Has the answer read by a part of the program's.
void client::finish_with_reader(call& job, attempt& made) const {
    httplib::Response& response = made.response;
    message answer;
    answer.status = response.status;
    answer.fields.assign(response.headers.begin(), response.headers.end());
    answer.body = std::move(response.body);
    failure failed;
    try {
        auto read = options_.reader->read(*job.method, answer);
        if (auto const* const result = std::get_if<boost::json::value>(&read))
            return job.caller->reply({format::json, json::encode(*result)}), void();
        auto& told = std::get<failure>(read);
        auto const said = answer.status != 200 ? read_error(answer.body) : std::nullopt;
        // Of the reader it is not believed, as `not_sent` may be just what a failure begins with.
        told.reached = said ? said->reached : reached::executed;
        failed = as_told(job, std::move(told));
    } catch (...) {
        failed = make_failure(job, code::internal, reached::maybe_executed,
                              "the answer, of status " + std::to_string(response.status) +
                                  ", could not be read: " + failure_of_part(nullptr, "").message);
    }
    failed.transport_status = response.status;
    job.caller->fail(std::move(failed));
}

void client::finish_with_response(call& job, attempt& made) {
    if (options_.reader)
        return finish_with_reader(job, made);
    httplib::Response& response = made.response;
    std::string const type = response.get_header_value("Content-Type");
    bool const is_json = type == "application/json" || type.starts_with("application/json;");
    bool const is_binary = type == media_type(format::binary);
    std::string const packing = response.get_header_value("Content-Encoding"); // never asked for
    bool const is_reply = response.status == 200 || (response.status == 202 && job.about != intent::call);
    if (is_reply && !job.is_stream() && (is_json || is_binary) && (packing.empty() || packing == "identity")) {
        if (response.status == 202 && job.about == intent::read_outcome)
            return job.caller->fail(late(job)), void();
        job.caller->reply({is_json ? format::json : format::binary, std::move(response.body)});
        return;
    }
    std::optional<failure> failed = response.status != 200 && is_json ? read_error(response.body) : std::nullopt;
    if (failed) {
        failed = as_told(job, std::move(*failed));
        if (response.status == 404 && failed->code == code::unimplemented) // so the server knows no name of the method
            failed->message = full_name(*job.method) + ": " + pool_.where().to_string() + ": " + failed->message;
    } else {
        failed =
            make_failure(job, response.status == 200 ? code::internal : code_of_status(response.status),
                         response.status == 200 ? reached::maybe_executed : reached::not_sent,
                         std::string("the answer is not of the Connect protocol, so another server may stand there") +
                             (response.status == 404 ? ", or one that does not expose this interface" : "") +
                             ": status " + std::to_string(response.status) + ", content type \"" + printable(type) +
                             (packing.empty() ? "" : "\", content encoding \"" + printable(packing)) + "\", \"" +
                             printable(response.body) + "\"");
        if (response.status != 404 && response.status != 405 && response.status != 415)
            failed->reached = reached::maybe_executed;
    }
    failed->transport_status = response.status;
    fail(job, made, std::move(*failed));
}

} // namespace

namespace {

bool has_certificates(std::string const& file) {
    std::unique_ptr<X509_STORE, decltype(&::X509_STORE_free)> const store(::X509_STORE_new(), &::X509_STORE_free);
    bool const has_some = ::X509_STORE_load_locations(store.get(), file.c_str(), nullptr) == 1;
    ::ERR_clear_error();
    return has_some;
}

} // namespace

std::shared_ptr<invoker> connect(std::string_view where, client_options options) {
    for (auto const& [name, file] : {std::pair("ca_file", &options.ca_file),
                                     {"certificate_file", &options.certificate_file},
                                     {"key_file", &options.key_file}})
        if (!file->empty() && !std::ifstream(*file))
            throw std::invalid_argument(std::string("the ") + name + " \"" + *file + "\" cannot be read");
    if (!options.ca_file.empty() && !has_certificates(options.ca_file))
        throw std::invalid_argument("the ca_file \"" + options.ca_file + "\" holds no certificate in PEM");
    return std::make_shared<client>(net::parse_url(where, net::dialect::http), std::move(options));
}

} // namespace yonder::http
