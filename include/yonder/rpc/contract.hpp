// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_CONTRACT_HPP
#define YONDER_RPC_CONTRACT_HPP

#include <yonder/codec/refusal.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace yonder {

// What has changed between a record and the code, a line each: "bank.v1.Accounts.transfer: its argument "amount" ...".
struct contract_changes {
    std::vector<std::string> breaking;   // what peers that know the record cannot work with
    std::vector<std::string> compatible; // what has been added
};

namespace rpc {

std::string record(std::vector<interface_schema> const& interfaces);
contract_changes compare(std::string_view recorded, std::vector<interface_schema> const& interfaces);
int run_contract(int count, char const* const* arguments, std::vector<interface_schema> const& interfaces);

template <class... I>
std::vector<interface_schema> schemas_of() {
    static_cast<void>(requires { (undescribed<I>::value && ...); });
    static_cast<void>(requires { (codec::refuse<interface_fault<I>>::value && ...); });
    std::vector<interface_schema> all;
    (
        [&] {
            if constexpr (described_interface<I> && interface_crosses<I>)
                all.push_back(schema_of_interface<I>());
        }(),
        ...);
    return all;
}

} // namespace rpc

// What described interfaces and the types that they exchange look like, as JSON to be kept beside the code.
template <class... I>
std::string record_contract() {
    return rpc::record(rpc::schemas_of<I...>());
}

// Compares a record with the code. Peers of either age are thought of, in JSON and in binary. Throws
// std::invalid_argument if it is no record.
template <class... I>
contract_changes compare_contract(std::string_view recorded) {
    return rpc::compare(recorded, rpc::schemas_of<I...>());
}

// The body of a program `contract`: "record FILE" writes the record; "check FILE" prints what has changed and returns 1
// if something of that is breaking, 0 if not, and 2 if it was used wrongly or the file cannot be read.
template <class... I>
int contract_tool(int count, char const* const* arguments) {
    return rpc::run_contract(count, arguments, rpc::schemas_of<I...>());
}

} // namespace yonder

#endif
