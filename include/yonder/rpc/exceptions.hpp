// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_EXCEPTIONS_HPP
#define YONDER_RPC_EXCEPTIONS_HPP

#include <yonder/call/failure.hpp>
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe/methods.hpp>
#include <yonder/describe/name.hpp>

#include <exception>
#include <string>
#include <type_traits>

namespace yonder::rpc {

// The exceptions that an interface declares, to failures and back.
template <class List>
struct declared_exceptions;

template <class... Thrown>
struct declared_exceptions<describe::type_list<Thrown...>> {
    // Called while an exception is handled. False if it is none of these.
    static bool describe(failure& what) { return (describe_one<Thrown>(what) || ...); }

    // Throws the exception that `what` carries; returns if it carries none of these, or one that does not decode.
    static void rethrow(failure const& what) {
        for (failure_detail const& detail : what.details)
            (rethrow_one<typename Thrown::type>(detail), ...);
    }

private:
    template <class One>
    static bool describe_one(failure& what) {
        try {
            throw;
        } catch (typename One::type const& caught) {
            what.code = One::value;
            what.message = type_name<typename One::type>();
            if constexpr (std::is_base_of_v<std::exception, typename One::type>) {
                what.message += ": ";
                what.message += caught.what();
            }
            failure_detail& detail = what.details.emplace_back();
            detail.type = type_name<typename One::type>();
            json::write(detail.json, caught);
            binary::write(detail.binary, caught);
            return true;
        } catch (...) {
            return false;
        }
    }

    template <class Exception>
    static void rethrow_one(failure_detail const& detail) {
        if (detail.type != type_name<Exception>())
            return;
        Exception carried{};
        try { // either form is enough
            if (detail.json.empty())
                binary::decode_into(carried, detail.binary);
            else
                json::decode_into(carried, detail.json);
        } catch (codec::decode_error const&) {
            return; // the caller learns of it as remote_error, with the message of the peer
        }
        throw carried;
    }
};

} // namespace yonder::rpc

#endif
