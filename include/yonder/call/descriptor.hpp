// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_DESCRIPTOR_HPP
#define YONDER_CALL_DESCRIPTOR_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace yonder {

struct failure;
struct interface_descriptor;

// The form of encoded arguments, results and items.
enum class format : std::uint8_t { json, binary };

// A method without its C++ types, so that transports and filters need no templates. One constant a method, alive as
// long as the program. The functions are filled in where codecs are known.
struct method_descriptor {
    interface_descriptor const* owner = nullptr;
    std::string_view name; // on the wire
    std::span<std::string_view const> parameter_names;
    std::size_t number = 0; // its place in the dispatch table
    bool is_idempotent = false;
    bool blocks = false;      // it waits for something: see the annotation
    bool is_deferred = false; // it returns before its result is there, so it may be called where nothing may block

    std::string_view secret_parameters; // names with commas between them: see the annotation
    bool has_secrets = false;           // these, or members of what it takes

    bool streams_arguments = false; // one parameter is a stream: its items follow the arguments
    bool streams_results = false;   // items come, and then an empty reply

    // Appends the arguments in `form`. `tuple` points at a std::tuple of references to const, as a caller's proxy makes
    // it.
    void (*encode_arguments)(method_descriptor const& self, void const* tuple, format form, std::string& out) = nullptr;

    // Appends in form `to` what `bytes` hold in form `from`, by way of the C++ types; throws if they are not the
    // arguments of this method.
    void (*convert_arguments)(method_descriptor const& self, std::string_view bytes, format from, format to,
                              std::string& out) = nullptr;
};

struct interface_descriptor {
    std::string_view name; // on the wire: "bank.v1.Accounts"
    std::span<method_descriptor const> methods;

    // The method with this name on the wire, or nullptr. Upper and lower case differ.
    method_descriptor const* (*find)(std::string_view name) = nullptr;

    // If `what` carries an exception that the interface declares, throws it by its type with its data; otherwise
    // returns.
    void (*rethrow_declared)(failure const& what) = nullptr;

    // The failure that stands for the exception being handled, if the interface declares it: true and `what` filled in.
    bool (*describe_declared)(failure& what) = nullptr;

    unsigned minor = 0; // the newest version that yonder::since says of a method, or of a member of what they exchange
};

// Which side is the older one of two that know different minor versions of an interface, for the end of a message:
// "; the caller knows minor version 3 of shop.v1.Orders, and this side 1: this side is the older one". Empty if they
// know the same one. 0 stands for a caller who does not say.
std::string who_is_older(interface_descriptor const& here, unsigned caller);

// Whether a parameter is one of those.
bool is_secret(method_descriptor const& method, std::string_view parameter) noexcept;

// "bank.v1.Accounts.transfer".
std::string full_name(method_descriptor const& method);

} // namespace yonder

#endif
