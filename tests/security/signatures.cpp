// SPDX-License-Identifier: BSL-1.0
// Signed requests. The keys, messages and signatures of the first cases are those of RFC 9421, appendix B.
#include "../../src/security/base64.hpp"
#include "../../src/security/signature_base.hpp"

#include <yonder/security/signer.hpp>
#include <yonder/security/verifier.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
namespace security = yonder::security;
using security::key;

namespace {

// Appendix B.1.4 and B.1.5.
constexpr auto ed25519_public = "-----BEGIN PUBLIC KEY-----\n"
                                "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
                                "-----END PUBLIC KEY-----\n";
constexpr auto ed25519_private = "-----BEGIN PRIVATE KEY-----\n"
                                 "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
                                 "-----END PRIVATE KEY-----\n";
constexpr auto shared_secret =
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

key secret_key(std::string id = "test-shared-secret") {
    return key::shared_secret(std::move(id), *security::from_base64(shared_secret));
}
key private_key(std::string id = "test-key-ed25519") { return key::private_key(std::move(id), ed25519_private); }
key public_key(std::string id = "test-key-ed25519") { return key::public_key(std::move(id), ed25519_public); }

// Appendix B.2.
security::signable example_request() {
    return {.method = "POST",
            .scheme = "https",
            .authority = "example.com",
            .target = "/foo?param=Value&Pet=dog",
            .fields = {{"Host", "example.com"},
                       {"Date", "Tue, 20 Apr 2021 02:07:55 GMT"},
                       {"Content-Type", "application/json"},
                       {"Content-Digest", "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+"
                                          "AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"},
                       {"Content-Length", "18"}}};
}

// What `signature` is of: the components of an inner list of the appendix.
std::string base_of(std::string const& covered) {
    auto const parsed = security::structured::parse_dictionary("sig=" + covered);
    BOOST_TEST_REQUIRE(parsed.has_value());
    std::string base;
    auto const problem = security::append_signature_base(
        base, example_request(), std::get<security::structured::inner_list>(parsed->front().second));
    BOOST_TEST(problem.value_or("") == "");
    return base;
}

constexpr auto body = R"({"account":"a"})";

// A request of ours, as the client signs it.
struct signed_request {
    explicit signed_request(security::signer const& by) {
        security::signable const plain = look();
        added = by.sign(plain, body);
    }

    security::signable look() const {
        security::signable made{.method = method,
                                .scheme = "http",
                                .authority = authority,
                                .target = target,
                                .fields = {{"Host", authority},
                                           {"Content-Type", type},
                                           {"Yonder-Id", "018f3c2e-7a10-7c4f-9a55-0242ac120002"}}};
        for (auto const& [name, value] : added)
            made.fields.emplace_back(name, value);
        return made;
    }

    std::string method = "POST";
    std::string authority = "127.0.0.1:8080";
    std::string target = "/bank.v1.Accounts/balance";
    std::string type = "application/json";
    std::vector<std::pair<std::string, std::string>> added;
};

// Counts from the present, so that signatures of now are good.
security::verifier_options accepting(std::vector<key> keys) {
    security::verifier_options options;
    options.keys = std::move(keys);
    return options;
}

std::string problem_of(security::verifier const& with, security::signable const& what) {
    return with.verify(what).problem;
}

} // namespace

BOOST_AUTO_TEST_SUITE(signatures)

BOOST_AUTO_TEST_CASE(the_vector_of_the_rfc_for_hmac_comes_out_as_it_stands_there) {
    std::string const base =
        base_of(R"(("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret")");
    BOOST_TEST(base == "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
                       "\"@authority\": example.com\n"
                       "\"content-type\": application/json\n"
                       "\"@signature-params\": (\"date\" \"@authority\" \"content-type\")"
                       ";created=1618884473;keyid=\"test-shared-secret\"");
    BOOST_TEST(security::to_base64(secret_key().sign(base)) == "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
}

BOOST_AUTO_TEST_CASE(the_vector_of_the_rfc_for_ed25519_comes_out_as_it_stands_there) {
    std::string const base = base_of(R"(("date" "@method" "@path" "@authority" "content-type" "content-length"))"
                                     R"(;created=1618884473;keyid="test-key-ed25519")");
    std::string const stands_there =
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    BOOST_TEST(security::to_base64(private_key().sign(base)) == stands_there);
    BOOST_TEST(public_key().verify(base, *security::from_base64(stands_there)));
}

BOOST_AUTO_TEST_CASE(the_digest_of_the_rfc_is_the_one_of_its_content) {
    auto const request = example_request();
    BOOST_TEST(security::verifier::content_problem(*security::field_value(request, "content-digest"),
                                                   R"({"hello": "world"})") == "");
    BOOST_TEST(security::verifier::content_problem(*security::field_value(request, "content-digest"),
                                                   R"({"hello": "World"})") ==
               "the content is not the one that was signed: its digest differs from Content-Digest");
}

BOOST_AUTO_TEST_CASE(what_we_sign_we_accept_once) {
    for (auto const& [ours, theirs] :
         {std::pair(secret_key("k"), secret_key("k")), {private_key("k"), public_key("k")}}) {
        security::verifier const verifier(accepting({theirs}));
        signed_request const request{security::signer(ours)};
        auto const first = verifier.verify(request.look());
        BOOST_TEST(first.problem == "");
        BOOST_TEST(first.key_id == "k");
        BOOST_TEST(security::verifier::content_problem(first.digest, body) == "");
        BOOST_TEST(problem_of(verifier, request.look()) == "the signature was seen before: sign each request anew");
    }
}

BOOST_AUTO_TEST_CASE(each_flipped_byte_is_refused) {
    std::size_t refused = 0;
    std::size_t tried = 0;
    signed_request const good{security::signer(secret_key("k"))};
    auto const refuses = [&](signed_request const& request, std::string const& what) {
        security::verifier const verifier(accepting({secret_key("k")}));
        ++tried;
        auto const found = verifier.verify(request.look());
        bool const is_refused =
            !found.problem.empty() || !security::verifier::content_problem(found.digest, body).empty();
        refused += is_refused ? 1 : 0;
        BOOST_TEST(is_refused, what);
    };
    for (int bit = 0; bit < 8; ++bit) {
        char const flip = static_cast<char>(1 << bit);
        for (std::string signed_request::*const part :
             {&signed_request::method, &signed_request::authority, &signed_request::target, &signed_request::type})
            for (std::size_t i = 0; i < (good.*part).size(); ++i) {
                signed_request one = good;
                char& c = (one.*part)[i];
                bool const is_case = part == &signed_request::authority && ((c >= 'a' && c <= 'z')) && flip == 0x20;
                c = static_cast<char>(c ^ flip);
                if (!is_case)
                    refuses(one, "flipped in " + one.*part);
            }
        for (std::size_t field = 0; field < good.added.size(); ++field)
            for (std::size_t i = 0; i < good.added[field].second.size(); ++i) {
                signed_request one = good;
                one.added[field].second[i] = static_cast<char>(one.added[field].second[i] ^ flip);
                refuses(one, "flipped in " + one.added[field].first + ": " + one.added[field].second);
            }
    }
    BOOST_TEST(tried > 2500u);
    BOOST_TEST(refused == tried);
}

BOOST_AUTO_TEST_CASE(a_signature_that_is_old_or_from_the_future_is_refused) {
    signed_request const request{security::signer(secret_key("k"))};
    auto const at = [&](std::chrono::seconds later) {
        auto options = accepting({secret_key("k")});
        options.window = 60s;
        options.skew = 5s;
        auto const then = std::chrono::system_clock::now() + later;
        options.now = [then] { return then; };
        return problem_of(security::verifier(options), request.look());
    };
    BOOST_TEST(at(0s) == "");
    BOOST_TEST(at(55s) == "");
    BOOST_TEST(at(100s).starts_with("the signature was made 1"));
    BOOST_TEST(at(100s).ends_with("and may be 60 s old: sign each request anew, and see that the clocks of both sides "
                                  "are right"));
    BOOST_TEST(at(-30s).find("from now, and clocks may differ by 5 s") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_two_keys_that_are_valid_either_signs_and_one_that_is_removed_does_not) {
    std::string const other(48, 'x');
    security::verifier const both(accepting({secret_key("old"), key::shared_secret("new", other)}));
    signed_request const by_old{security::signer(secret_key("old"))};
    signed_request const by_new{security::signer(key::shared_secret("new", other))};
    BOOST_TEST(problem_of(both, by_old.look()) == "");
    BOOST_TEST(problem_of(both, by_new.look()) == "");
    security::verifier const after(accepting({key::shared_secret("new", other)}));
    BOOST_TEST(problem_of(after, by_old.look()) == "the signature is of a key that is not known here: \"old\"");
}

BOOST_AUTO_TEST_CASE(a_public_key_is_no_shared_secret) {
    // Who knows the public key of a server signs with it as if it were a secret.
    signed_request const forged{security::signer(key::shared_secret("k", ed25519_public))};
    security::verifier const verifier(accepting({public_key("k")}));
    BOOST_TEST(problem_of(verifier, forged.look()) ==
               "the signature is made with \"hmac-sha256\", but the key \"k\" is for \"ed25519\"");
}

BOOST_AUTO_TEST_CASE(a_field_that_is_believed_must_be_covered) {
    signed_request request{security::signer(secret_key("k"))};
    request.added.emplace_back("Yonder-User", "customer/Eve");
    security::verifier const verifier(accepting({secret_key("k")}));
    BOOST_TEST(problem_of(verifier, request.look()) == "the signature does not cover \"yonder-user\", as it must here");
}

BOOST_AUTO_TEST_CASE(a_signature_for_another_server_is_refused_where_authorities_are_named) {
    auto options = accepting({secret_key("k")});
    options.authorities = {"Shop.example:8080"};
    signed_request const request{security::signer(secret_key("k"))};
    BOOST_TEST(problem_of(security::verifier(options), request.look()) ==
               "the signature is for \"127.0.0.1:8080\", which is not this server");
    options.authorities = {"127.0.0.1:8080"};
    BOOST_TEST(problem_of(security::verifier(options), request.look()) == "");
}

BOOST_AUTO_TEST_CASE(what_is_not_signed_is_told_from_what_is_signed_wrong) {
    signed_request request{security::signer(secret_key("k"))};
    security::verifier const verifier(accepting({secret_key("k")}));
    auto plain = request;
    plain.added.clear();
    BOOST_TEST(!verifier.verify(plain.look()).is_signed);
    BOOST_TEST(problem_of(verifier, plain.look()) == "the request is not signed");
    auto half = request;
    half.added.pop_back();
    BOOST_TEST(verifier.verify(half.look()).is_signed);
    BOOST_TEST(problem_of(verifier, half.look()) ==
               "the signature is not whole: there must be Signature-Input and Signature");
}

BOOST_AUTO_TEST_CASE(nonces_take_finite_room) {
    auto options = accepting({secret_key("k")});
    options.max_nonces = 2;
    options.window = 10s;
    options.skew = 1s;
    auto now = std::chrono::system_clock::now();
    options.now = [&now] { return now; };
    security::verifier const verifier(options);
    security::signer const signer(secret_key("k"));
    BOOST_TEST(problem_of(verifier, signed_request(signer).look()) == "");
    BOOST_TEST(problem_of(verifier, signed_request(signer).look()) == "");
    BOOST_TEST(problem_of(verifier, signed_request(signer).look()).find("max_nonces") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_key_that_signs_too_much_keeps_no_other_out) {
    std::string const other(48, 'x');
    auto options = accepting({secret_key("k"), key::shared_secret("other", other)});
    options.max_nonces = 1;
    security::verifier const verifier(options);
    security::signer const signer(secret_key("k"));
    BOOST_TEST(problem_of(verifier, signed_request(signer).look()) == "");
    BOOST_TEST(problem_of(verifier, signed_request(signer).look()) != "");
    BOOST_TEST(problem_of(verifier, signed_request(security::signer(key::shared_secret("other", other))).look()) == "");
}

BOOST_AUTO_TEST_CASE(keys_that_are_none_are_refused_without_a_word_of_them) {
    auto const text_of = [](auto make) -> std::string {
        try {
            make();
        } catch (std::exception const& caught) {
            return caught.what();
        }
        return "nothing was thrown";
    };
    BOOST_TEST(
        text_of([] { key::shared_secret("k", "hunter2"); }) ==
        "the key \"k\" has 7 bytes, less than the 32 that a shared secret must have: make one with: openssl rand "
        "-base64 48");
    BOOST_TEST(text_of([] { key::private_key("k", "hunter2"); }) ==
               "the key \"k\" is no private key in PEM without a passphrase");
    BOOST_TEST(text_of([] { key::public_key("k", ed25519_private); }) ==
               "the key \"k\" is no public key in PEM without a passphrase");
    BOOST_TEST(text_of([] { security::signer(public_key("k")); }) ==
               "the key \"k\" is a public one, and signs nothing");
    BOOST_TEST(text_of([] { key::shared_secret("", std::string(48, 'k')); }) ==
               "the key \"\" has no id, by which others would know it");
    BOOST_TEST(text_of([] { security::verifier({}); }) == "a verifier needs a key");
    BOOST_TEST(text_of([] {
                   security::verifier(accepting({secret_key("k"), public_key("k")}));
               }) == "two keys have the id \"k\"");
}

BOOST_AUTO_TEST_SUITE_END()
