// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_SCENARIO_TRANSCRIPT_HPP
#define SHOP_SCENARIO_TRANSCRIPT_HPP

#include "scenario/answer_text.hpp"

#include <yonder/describe.hpp>

#include <chrono>
#include <ostream>
#include <stdexcept>
#include <string>

namespace shop {

// Makes calls, and writes down what came of each and how long it took.
class Transcript {
public:
    explicit Transcript(std::ostream& out) : out_(out) {}

    // A call that is to be answered. Returns the answer; what it throws comes through.
    template <class Call>
    auto answer(std::string const& what, Call call) {
        clock::time_point const begin = clock::now();
        auto result = call();
        write(what, text(result), clock::now() - begin);
        return result;
    }

    // A call that is to be refused with this very exception.
    template <class Exception, class Call>
    void refusal(std::string const& what, Call call) {
        clock::time_point const begin = clock::now();
        try {
            call();
        } catch (Exception const& caught) {
            std::string const name(yonder::unqualified_name<Exception>());
            write(what, "refused: " + name + ": " + text(caught), clock::now() - begin);
            return;
        }
        throw std::runtime_error(what + ": was not refused");
    }

    // What was called and answered, one line each, without the times: the same in every run, wherever the
    // calls went.
    std::string const& answers() const { return answers_; }

private:
    using clock = std::chrono::steady_clock;

    void write(std::string const& what, std::string const& answer, clock::duration took);

    std::ostream& out_;
    std::string answers_;
};

} // namespace shop

#endif
