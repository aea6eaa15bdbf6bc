// SPDX-License-Identifier: BSL-1.0
// Bearer tokens: JSON Web Tokens. The first cases are the examples of RFC 7515, appendix A.1, and RFC 8037, appendix
// A.4.
#include "../../src/security/base64.hpp"
#include "../support/certificates.hpp"

#include <yonder/call/error.hpp>
#include <yonder/security/jwt.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
namespace security = yonder::security;
using security::key;

namespace {

constexpr auto ed25519_private = "-----BEGIN PRIVATE KEY-----\n"
                                 "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
                                 "-----END PRIVATE KEY-----\n";
constexpr auto ed25519_public = "-----BEGIN PUBLIC KEY-----\n"
                                "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
                                "-----END PUBLIC KEY-----\n";

key secret(std::string id = "k") { return key::shared_secret(std::move(id), std::string(48, 'k')); }

std::string token(key const& by, std::string const& head, std::string const& claims) {
    std::string const bytes = security::to_base64url(head) + '.' + security::to_base64url(claims);
    return bytes + '.' + security::to_base64url(by.sign(bytes));
}

constexpr auto good =
    R"({"iss":"https://id.example","aud":["shop","mail"],"sub":"Ada","exp":2000000000,"role":"admin",)"
    R"("groups":["a","b"]})";

security::jwt_options accepting(std::vector<key> keys) {
    security::jwt_options options;
    options.keys = std::move(keys);
    options.issuer = "https://id.example";
    options.audience = "shop";
    options.now = [] { return std::chrono::system_clock::from_time_t(1'900'000'000); };
    return options;
}

std::string read(std::string const& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// In PEM, of a private key in a file.
std::string public_half(std::string const& path) {
    std::string const to = path + ".pub";
    std::string const command = "openssl pkey -in '" + path + "' -pubout -out '" + to + "'";
    BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0); // NOLINT(concurrency-mt-unsafe)
    return read(to);
}

std::optional<yonder::user> user_of(std::string const& token, security::jwt_options options = accepting({secret()})) {
    yonder::message_header header;
    header.metadata.emplace_back("authorization", "Bearer " + token);
    return security::jwt_tokens(std::move(options))(header);
}

std::string problem_of(std::string const& token, security::jwt_options options = accepting({secret()})) {
    try {
        user_of(token, std::move(options));
    } catch (yonder::error const& caught) {
        BOOST_TEST((caught.code() == yonder::code::unauthenticated));
        return caught.what();
    }
    return "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(the_example_of_rfc_8037_is_signed_as_it_stands_there) {
    // The key of the example is not in PEM there: its seed behind the prefix that PKCS #8 has for Ed25519.
    std::string const seed = *security::from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    std::string const der = *security::from_base64("MC4CAQAwBQYDK2VwBCIEIA==") + seed;
    key const signs = key::private_key("k", "-----BEGIN PRIVATE KEY-----\n" + security::to_base64(der) +
                                                "\n-----END PRIVATE KEY-----\n");
    BOOST_TEST(security::to_base64url(signs.sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")) ==
               "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

BOOST_AUTO_TEST_CASE(the_example_of_rfc_7515_is_signed_as_it_stands_there) {
    key const signs = key::shared_secret(
        "k", *security::from_base64url(
                 "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));
    BOOST_TEST(security::to_base64url(
                   signs.sign("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                              "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
                              "NvbS9pc19yb290Ijp0cnVlfQ")) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

BOOST_AUTO_TEST_CASE(the_claims_of_a_token_become_the_user) {
    auto const user = user_of(token(secret(), R"({"alg":"HS256","typ":"JWT"})", good));
    BOOST_TEST_REQUIRE(user.has_value());
    BOOST_TEST(user->type == "user");
    BOOST_TEST(user->id == "Ada");
    std::map<std::string, std::string> const claims(user->claims.begin(), user->claims.end());
    BOOST_TEST(claims.at("role") == "admin");
    BOOST_TEST(claims.at("groups") == R"(["a","b"])");
}

BOOST_AUTO_TEST_CASE(key_pairs_sign_tokens_too) {
    auto const signs = key::private_key("pair", ed25519_private);
    auto const options = accepting({secret(), key::public_key("pair", ed25519_public)});
    BOOST_TEST(user_of(token(signs, R"({"alg":"EdDSA","kid":"pair"})", good), options)->id == "Ada");
    BOOST_TEST(problem_of(token(signs, R"({"alg":"EdDSA","kid":"other"})", good), options) ==
               "the token is not signed with a key that is known here");
}

BOOST_AUTO_TEST_CASE(rsa_keys_sign_tokens_and_requests_too) {
    suite::certificates const files;
    auto const signs = key::private_key("rsa", read(files.path("address.key")));
    auto const verifies = key::public_key("rsa", public_half(files.path("address.key")));
    std::string const whole = token(signs, R"({"alg":"RS256"})", good);
    BOOST_TEST(user_of(whole, accepting({verifies}))->id == "Ada");
    BOOST_TEST(problem_of(whole + "A", accepting({verifies})) ==
               "the token is not signed with a key that is known here");
    BOOST_TEST(!verifies.can_sign());
}

BOOST_AUTO_TEST_CASE(a_token_does_not_choose_how_it_is_verified) {
    std::string const none = security::to_base64url(R"({"alg":"none"})") + '.' + security::to_base64url(good) + '.';
    BOOST_TEST(problem_of(none) == "the token is not signed with a key that is known here");
    // Signed with the public key as if it were a secret.
    auto const forger = key::shared_secret("pair", ed25519_public);
    auto const options = accepting({key::public_key("pair", ed25519_public)});
    for (auto const* const head : {R"({"alg":"HS256"})", R"({"alg":"EdDSA"})"})
        BOOST_TEST(problem_of(token(forger, head, good), options) ==
                   "the token is not signed with a key that is known here");
}

BOOST_AUTO_TEST_CASE(each_flipped_byte_is_refused) {
    std::string const whole = token(secret(), R"({"alg":"HS256"})", good);
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (int bit = 0; bit < 7; ++bit) {
            std::string one = whole;
            one[i] = static_cast<char>(one[i] ^ (1 << bit));
            BOOST_TEST(problem_of(one) != "none", "flipped byte " << i);
        }
}

BOOST_AUTO_TEST_CASE(tokens_for_others_and_of_other_times_are_refused) {
    auto const with = [](std::string const& claims) {
        return problem_of(token(secret(), R"({"alg":"HS256"})", claims));
    };
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","sub":"Ada","exp":1899999000})") ==
               "the token has expired");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","sub":"Ada","exp":1899999980})") == "none");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","sub":"Ada"})") ==
               "the token does not say when it expires");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","sub":"Ada","exp":2000000000,"nbf":1900001000})") ==
               "the token is not valid yet");
    BOOST_TEST(with(R"({"iss":"https://evil.example","aud":"shop","sub":"Ada","exp":2000000000})") ==
               "the token is not of the issuer that is trusted here");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":["mail"],"sub":"Ada","exp":2000000000})") ==
               "the token is for another audience");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","exp":2000000000})") ==
               "the token does not say whose it is: it has no sub");
    BOOST_TEST(with(R"({"iss":"https://id.example","aud":"shop","sub":"Ada","exp":"soon"})") ==
               "the token has a time that is no number: exp");
    BOOST_TEST(with("[]") == "the token is not of the form of a JSON Web Token");
    BOOST_TEST(problem_of("a.b") == "the token is not of the form of a JSON Web Token");
    BOOST_TEST(problem_of(std::string(20'000, 'a')) == "the token is not of the form of a JSON Web Token");
}

BOOST_AUTO_TEST_CASE(options_that_would_take_tokens_of_anybody_are_refused) {
    auto open = accepting({secret()});
    open.audience.clear();
    BOOST_CHECK_THROW(security::jwt_tokens(open), std::invalid_argument);
    BOOST_CHECK_THROW(security::jwt_tokens({}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_request_without_a_bearer_token_is_nobodys) {
    yonder::message_header header;
    auto const authenticate = security::jwt_tokens(accepting({secret()}));
    BOOST_TEST(!authenticate(header).has_value());
    header.metadata.emplace_back("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    BOOST_TEST(!authenticate(header).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
