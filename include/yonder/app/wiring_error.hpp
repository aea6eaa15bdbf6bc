// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_WIRING_ERROR_HPP
#define YONDER_APP_WIRING_ERROR_HPP

#include <stdexcept>
#include <string>
#include <vector>

namespace yonder {

// The wiring of a program cannot work. Each problem is one line that names the binding, what is wrong and what to do;
// what() has them all.
class wiring_error : public std::runtime_error {
public:
    explicit wiring_error(std::vector<std::string> problems);

    std::vector<std::string> const& problems() const noexcept { return problems_; }

private:
    std::vector<std::string> problems_;
};

} // namespace yonder

#endif
