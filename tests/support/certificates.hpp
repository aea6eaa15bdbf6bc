// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SUPPORT_CERTIFICATES_HPP
#define TESTS_SUPPORT_CERTIFICATES_HPP

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace suite {

// A directory with an authority (ca.pem) and certificates by it: "address" for 127.0.0.1, "name" for shop.example,
// "old", which has expired.
class certificates {
public:
    certificates() {
        std::filesystem::create_directories(directory_);
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        make("address", "IP:127.0.0.1", "2");
        make("name", "DNS:shop.example", "2");
        make("old", "IP:127.0.0.1", "-1");
    }
    ~certificates() { std::filesystem::remove_all(directory_); }

    std::string path(std::string const& name) const { return (directory_ / name).string(); }

private:
    void openssl(std::string const& arguments) {
        std::string const command = "cd '" + directory_.string() + "' && openssl " + arguments + " 2>>log";
        if (std::system(command.c_str()) != 0)
            throw std::runtime_error("failed: openssl " + arguments);
    }
    void make(std::string const& name, std::string const& who, std::string const& days) {
        std::ofstream(directory_ / (name + ".ext")) << "subjectAltName=" << who << '\n';
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days " + days + " -extfile " +
                name + ".ext -out " + name + ".pem");
    }

    std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("yonder-tls-" + std::to_string(::getpid()));
};

} // namespace suite

#endif
