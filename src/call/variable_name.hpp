// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_VARIABLE_NAME_HPP
#define YONDER_SRC_CALL_VARIABLE_NAME_HPP

#include <cctype>
#include <string>
#include <string_view>

namespace yonder {

// Appends a name as variables of the environment spell it: "bank.v1.Accounts" as BANK_V1_ACCOUNTS.
inline void append_variable_name(std::string& to, std::string_view name) {
    for (char const c : name)
        to += std::isalnum(static_cast<unsigned char>(c))
                  ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                  : '_';
}

} // namespace yonder

#endif
