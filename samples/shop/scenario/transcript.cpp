// SPDX-License-Identifier: BSL-1.0
#include "scenario/transcript.hpp"

#include <iomanip>

namespace shop {

void Transcript::write(std::string const& what, std::string const& answer, clock::duration took) {
    double const microseconds = std::chrono::duration<double, std::micro>(took).count();
    out_ << std::fixed << std::setprecision(1) << std::setw(9) << microseconds << " us | " << std::left << std::setw(46)
         << what << std::right << " | " << answer << std::endl;
    answers_ += what + " | " + answer + '\n';
}

} // namespace shop
