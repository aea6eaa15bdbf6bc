// SPDX-License-Identifier: BSL-1.0
// Calls that are signed, for signatures.mjs. The keys are those of RFC 9421, appendix B.1, which protect nothing.
//
// usage: signed_server URL            serves, and takes what is signed alone
//        signed_server call URL KEY   calls with the private key in PEM in the file KEY, and prints what comes of it
#include <yonder/yonder.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace vault::v1 {

class Vault {
public:
    virtual ~Vault() = default;
    virtual int balance(std::string const& account) = 0;
};
YONDER_INTERFACE(Vault, (), (balance, account))

} // namespace vault::v1

namespace {

constexpr auto public_key = "-----BEGIN PUBLIC KEY-----\n"
                            "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
                            "-----END PUBLIC KEY-----\n";

struct Safe : vault::v1::Vault {
    int balance(std::string const& account) override { return static_cast<int>(account.size()); }
};

int call(std::string const& url, std::string const& file) {
    std::ifstream source(file);
    std::string const pem{std::istreambuf_iterator<char>(source), {}};
    yonder::container app;
    app.name("somebody");
    app.bind<vault::v1::Vault>().to_remote(url).signed_by(yonder::security::key::private_key("test-key-ed25519", pem));
    try {
        std::cout << app.get<vault::v1::Vault>()->balance("abc") << '\n';
    } catch (std::exception const& caught) {
        std::cout << caught.what() << '\n';
    }
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count > 3)
        return call(arguments[2], arguments[3]);
    yonder::security::verifier_options accepted;
    accepted.keys = {yonder::security::key::shared_secret("shared", std::string(48, 'k')),
                     yonder::security::key::public_key("test-key-ed25519", public_key)};
    yonder::listener_options signed_only;
    signed_only.signatures = std::make_shared<yonder::security::verifier const>(std::move(accepted));
    signed_only.requires_signature = true;
    yonder::container app;
    app.bind<vault::v1::Vault>().to<Safe>();
    yonder::host host{app};
    host.expose<vault::v1::Vault>();
    host.listen(count > 1 ? arguments[1] : "http://127.0.0.1:0", signed_only);
    host.start();
    std::cout << "serving at " << host.urls().front() << std::endl;
    host.wait();
}
