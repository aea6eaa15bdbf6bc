// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_RECORD_HPP
#define YONDER_APP_RECORD_HPP

#include <yonder/app/binding.hpp>
#include <yonder/call/context.hpp>
#include <yonder/call/descriptor.hpp>
#include <yonder/call/invoker.hpp>
#include <yonder/fabric/source.hpp>
#include <yonder/http/request_generator.hpp>
#include <yonder/rpc/retry.hpp>
#include <yonder/security/signer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

namespace yonder {

class container;

namespace app {

// A filter and what it is called where the wiring is shown.
struct named_filter {
    std::string name{};
    yonder::filter run;
};

enum class placement : std::uint8_t { unsaid, local, isolated, remote, sourced };

// What one object of another needs: a binding by type and name.
struct dependency {
    interface_operations const* operations = nullptr;
    std::string name{};
};

// Where an interface leads and how: what code says, or what configuration says in its place.
struct target {
    placement where = placement::unsaid;
    std::string url{};                                  // if remote
    std::shared_ptr<source_repository const> sources{}; // if sourced; null: the container's
    std::optional<clock::duration> timeout{};
    std::string ca_file{};        // certificate authorities to trust for https, in PEM; empty: the system's
    bool validates = false;       // arguments before they are sent
    std::optional<format> form{}; // of what travels; JSON unless said
    std::optional<retry_options> retried{};
    std::string certificate_file{}; // what this side shows of itself to a server that asks, in PEM; and its key
    std::string key_file{};
    std::shared_ptr<security::signer const> signer{};           // of requests; null: they are not signed
    std::shared_ptr<http::request_generator const> generator{}; // of requests over HTTP; null: of the Connect protocol
    std::shared_ptr<http::response_reader const> reader{};      // of their answers
    bool is_outside = false;             // not one of ours, so it is told no more than the call needs
    std::vector<named_filter> filters{}; // of this binding, the first one first
    std::string said_by{};               // the file or variable, for messages; empty for code
};

// One binding of a container.
struct record {
    interface_operations const* operations = nullptr;
    std::string name{}; // empty for the binding without a name
    target by_code;
    std::function<std::shared_ptr<void>(container&)> make{};            // the local object, if there is one
    std::function<std::shared_ptr<void>(std::shared_ptr<void>)> wrap{}; // what is made, where it is not remote
    std::vector<dependency> dependencies{};                             // of the local object, as far as they are known
    bool is_transient = false;
    bool is_given_null = false; // the object is a null pointer

    std::shared_ptr<void> instance{}; // once made, if it is not transient
    bool is_being_made = false;
};

} // namespace app
} // namespace yonder

#endif
