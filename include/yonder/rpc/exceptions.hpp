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
#include <utility>

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
            add_detail(what, caught);
            return true;
        } catch (...) {
            return false;
        }
    }

    // Either form is enough. Of an exception that has neither, the caller learns its code, its name and why.
    template <class Exception>
    static void add_detail(failure& what, Exception const& caught) {
        failure_detail detail;
        detail.type = type_name<Exception>();
        std::string problem;
        auto const has_form = [&](auto const& write) {
            try {
                write();
                return true;
            } catch (std::exception const& why) {
                if (problem.empty()) // the one of JSON says where
                    problem = why.what();
            } catch (...) {
                problem = "something that is no std::exception";
            }
            return false;
        };
        bool const is_json = has_form([&] { json::write(detail.json, caught); });
        bool const is_binary = has_form([&] { binary::write(detail.binary, caught); });
        if (is_json || is_binary)
            what.details.push_back(std::move(detail));
        else
            what.message += "; its data have no form: " + problem;
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
        throw carried; // NOLINT(misc-throw-by-value-catch-by-reference): read into it before
    }
};

} // namespace yonder::rpc

#endif
