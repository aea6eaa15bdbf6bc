// SPDX-License-Identifier: BSL-1.0
#include "../call/ascii.hpp"
#include "content_check.hpp"
#include "nonce_memory.hpp"
#include "signature_base.hpp"

#include <yonder/security/verifier.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace yonder::security {
namespace {

constexpr std::size_t longest_nonce = 256;

// Fields that change what a request means or whom it is believed to be of.
bool is_believed(std::string_view name) {
    constexpr std::array<std::string_view, 6> listed{"authorization", "baggage",         "content-encoding",
                                                     "content-type",  "idempotency-key", "prefer"};
    return name.starts_with("yonder-") || name.starts_with("connect-") ||
           std::find(listed.begin(), listed.end(), name) != listed.end();
}

std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 100)) + '"'; }

// The text or number of a parameter, if it is there and of that kind.
structured::value const* parameter(structured::inner_list const& of, std::string_view name, structured::kind kind) {
    auto const* const found = structured::find(of.parameters, name);
    return found && found->kind == kind ? found : nullptr;
}

std::string seconds(std::int64_t count) { return std::to_string(count) + " s"; }

} // namespace

struct verifier::state {
    explicit state(verifier_options chosen) : options(std::move(chosen)) {
        for (std::string& one : options.authorities)
            one = in_lower_case(one);
        for (key const& one : options.keys)
            if (!keys.emplace(one.id(), known_key{one, std::make_unique<nonce_memory>(options.max_nonces, kept())})
                     .second)
                throw std::invalid_argument("two keys have the id " + quoted(one.id()));
        if (keys.empty())
            throw std::invalid_argument("a verifier needs a key");
    }

    std::chrono::system_clock::time_point now() const {
        return options.now ? options.now() : std::chrono::system_clock::now();
    }

    verifier_options options;
    // A second more than they count, as times are cut to seconds.
    std::chrono::seconds kept() const { return options.window + 2 * options.skew + std::chrono::seconds(2); }

    struct known_key {
        security::key key;
        std::unique_ptr<nonce_memory> nonces; // of its own, so that none keeps the others out
    };
    std::map<std::string, known_key, std::less<>> keys;

    std::string problem_of_time(structured::inner_list const& covered) const;
    std::string problem_of_coverage(signable const& what, structured::inner_list const& covered) const;
};

verifier::verifier(verifier_options options) : state_(std::make_unique<state>(std::move(options))) {}
verifier::~verifier() = default;

std::string verifier::state::problem_of_time(structured::inner_list const& covered) const {
    auto const* const created = parameter(covered, "created", structured::kind::integer);
    if (!created)
        return "does not say when it was made: give it the parameter created";
    std::int64_t const age =
        std::chrono::duration_cast<std::chrono::seconds>(now().time_since_epoch()).count() - created->number;
    if (age > (options.window + options.skew).count())
        return "was made " + seconds(age) + " ago, and may be " + seconds(options.window.count()) +
               " old: sign each request anew, and see that the clocks of both sides are right";
    if (-age > options.skew.count())
        return "was made " + seconds(-age) + " from now, and clocks may differ by " + seconds(options.skew.count()) +
               ": see that the clocks of both sides are right";
    auto const* const expires = structured::find(covered.parameters, "expires");
    if (expires && (expires->kind != structured::kind::integer || age > expires->number - created->number))
        return "has expired, as it says itself";
    return {};
}

std::string verifier::state::problem_of_coverage(signable const& what, structured::inner_list const& covered) const {
    std::set<std::string_view> names;
    for (structured::item const& one : covered.items)
        if (!names.insert(one.value.text).second)
            return "covers " + quoted(one.value.text) + " twice";
    bool const has_target = names.contains("@target-uri") || names.contains("@request-target");
    auto const missing = [](std::string_view name) { return "does not cover " + quoted(name) + ", as it must here"; };
    if (!names.contains("@method"))
        return missing("@method");
    if (!has_target && !names.contains("@path"))
        return missing("@path");
    if (!has_target && !names.contains("@query") && what.target.find('?') != what.target.npos)
        return missing("@query");
    if (what.has_body && !names.contains("content-digest"))
        return missing("content-digest");
    for (auto const& [name, value] : what.fields)
        if (std::string const lower = in_lower_case(name); is_believed(lower) && !names.contains(lower))
            return missing(lower);
    if (options.authorities.empty())
        return {};
    if (!names.contains("@authority") && !names.contains("@target-uri"))
        return missing("@authority");
    std::string const theirs = normal_authority(what);
    auto const is_ours = [&](std::string const& one) { return one == theirs || one == in_lower_case(what.authority); };
    if (std::none_of(options.authorities.begin(), options.authorities.end(), is_ours))
        return "is for " + quoted(theirs) + ", which is not this server";
    return {};
}

verdict verifier::verify(signable const& what) const {
    verdict found;
    auto const fail = [&](std::string why) {
        found.problem = "the signature " + std::move(why);
        return found;
    };
    auto const inputs = field_value(what, "signature-input");
    auto const signatures = field_value(what, "signature");
    found.is_signed = inputs || signatures;
    if (!inputs || !signatures)
        return found.is_signed ? fail("is not whole: there must be Signature-Input and Signature")
                               : (found.problem = "the request is not signed", found);
    auto const input = structured::parse_dictionary(*inputs);
    auto const signature = structured::parse_dictionary(*signatures);
    if (!input || !signature)
        return fail("is not of the form of RFC 9421");
    std::string unknown;
    for (auto const& [label, member] : *input) {
        auto const* const covered = std::get_if<structured::inner_list>(&member);
        auto const* const said = structured::find(*signature, label);
        auto const* const given = said ? std::get_if<structured::item>(said) : nullptr;
        if (!covered || !given || given->value.kind != structured::kind::bytes)
            return fail("is not of the form of RFC 9421");
        auto const* const id = parameter(*covered, "keyid", structured::kind::text);
        auto const known = id ? state_->keys.find(id->text) : state_->keys.end();
        if (known == state_->keys.end()) {
            unknown += (unknown.empty() ? "" : ", ") + (id ? quoted(id->text) : std::string("none"));
            continue;
        }
        key const& key = known->second.key;
        auto const* const how = structured::find(covered->parameters, "alg");
        if (how && how->text != name_of(key.algorithm()))
            return fail("is made with " + quoted(how->text) + ", but the key " + quoted(key.id()) + " is for " +
                        quoted(name_of(key.algorithm())));
        if (std::string problem = state_->problem_of_time(*covered); !problem.empty())
            return fail(std::move(problem));
        if (std::string problem = state_->problem_of_coverage(what, *covered); !problem.empty())
            return fail(std::move(problem));
        auto const* const nonce = parameter(*covered, "nonce", structured::kind::text);
        if (!nonce || nonce->text.empty() || nonce->text.size() > longest_nonce)
            return fail("has no nonce of at most " + std::to_string(longest_nonce) + " characters");
        std::string base;
        if (auto const problem = append_signature_base(base, what, *covered))
            return fail("cannot be verified: " + *problem);
        if (!key.verify(base, given->value.text))
            return fail("is not of this request and the key " + quoted(key.id()));
        found.digest = field_value(what, "content-digest").value_or("");
        if (what.has_body && found.digest.empty())
            return fail("covers an empty Content-Digest");
        switch (known->second.nonces->remember(nonce->text, state_->now())) {
        case nonce_memory::answer::was_there:
            return fail("was seen before: sign each request anew");
        case nonce_memory::answer::no_room:
            return fail("cannot be told from one that was seen before: the server remembers as many nonces as it may "
                        "(verifier_options::max_nonces)");
        case nonce_memory::answer::is_new:
            found.key_id = key.id();
            return found;
        }
    }
    return fail("is of a key that is not known here: " + unknown);
}

std::string verifier::content_problem(std::string_view digest, std::string_view content) {
    content_check check(digest);
    check.add(content);
    return check.problem();
}

} // namespace yonder::security
