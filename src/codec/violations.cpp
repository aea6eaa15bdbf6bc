// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/failing.hpp>
#include <yonder/codec/violations.hpp>

#include <boost/regex.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace yonder {
namespace {

constexpr std::size_t most = 100;

std::string shortest(double value) {
    std::array<char, 40> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

// Made once a thread for each pattern that there is in the program.
boost::regex const& compiled(std::string_view expression) {
    thread_local std::map<std::string_view, boost::regex> known;
    auto const at = known.find(expression);
    if (at != known.end())
        return at->second;
    return known.emplace(expression, boost::regex(expression.begin(), expression.end())).first->second;
}

} // namespace

violations::part::part(violations& of, std::string_view name, std::size_t index, bool is_index)
    : of_(of), outer_(std::exchange(of.innermost_, this)), name_(name), index_(index), is_index_(is_index),
      depth_(outer_ ? outer_->depth_ + 1 : 1) {}

violations::part::~part() { of_.innermost_ = outer_; }

std::string violations::path_to(std::string_view member) const {
    std::vector<part const*> parts;
    for (part const* one = hiding_ ? hiding_->at_ : innermost_; one; one = one->outer_)
        parts.push_back(one);
    std::string path;
    auto const add_name = [&path](std::string_view name) {
        if (!path.empty() && !name.empty())
            path += '.';
        path += name;
    };
    for (auto one = parts.rbegin(); one != parts.rend(); ++one)
        if ((*one)->is_index_)
            path.append("[").append(std::to_string((*one)->index_)).append("]");
        else
            add_name(codec::excerpt((*one)->name_));
    add_name(hiding_ ? hiding_->member_ : member);
    return path;
}

void violations::add(std::string_view member, std::string text) {
    if (hiding_)
        text = "is not valid, and is secret";
    else if (text.empty())
        text = "is not valid";
    add_shown(member, std::move(text));
}

void violations::add(std::string_view member, std::string wanted, std::string const& shown) {
    add_shown(member, std::move(wanted) + (hiding_ ? ", and is secret" : shown));
}

void violations::add_shown(std::string_view member, std::string text) {
    if (++count_ <= most)
        list_.push_back({path_to(member), std::move(text)});
}

void violations::add_broken(std::string_view member, std::string text) {
    if (broken_.empty())
        broken_ = path_to(member) + ' ' + text;
    add_shown(member, std::move(text));
}

std::string violations::to_string() const {
    std::string all;
    for (violation const& one : list_)
        all.append(all.empty() ? "" : "; ").append(one.path).append(one.path.empty() ? "" : " ").append(one.text);
    if (count_ > list_.size())
        all += "; and " + std::to_string(count_ - list_.size()) + " more";
    return all;
}

namespace codec {

void check(range const& wanted, double value, std::string const& shown, std::string_view name, violations& found) {
    if (value >= wanted.min && value <= wanted.max) // and so not for what is no number
        return;
    std::string text = std::isinf(wanted.min) ? "must be at most " + shortest(wanted.max)
                       : std::isinf(wanted.max)
                           ? "must be at least " + shortest(wanted.min)
                           : "must be from " + shortest(wanted.min) + " to " + shortest(wanted.max);
    found.add(name, std::move(text), ", got " + shown);
}

void check(length const& wanted, std::size_t size, std::string_view unit, std::string_view name, violations& found) {
    if (size >= wanted.min && size <= wanted.max)
        return;
    std::size_t const limit = size < wanted.min ? wanted.min : wanted.max;
    if (limit == 1)
        unit.remove_suffix(1); // which is a plural
    std::string text = (size < wanted.min ? "must have at least " : "must have at most ") + std::to_string(limit);
    found.add(name, text.append(" ").append(unit), ", has " + std::to_string(size));
}

void check(pattern const& wanted, std::string_view text, std::string_view name, violations& found) {
    std::string const quoted = '"' + std::string(wanted.expression) + '"';
    boost::regex const* expression = nullptr;
    try {
        expression = &compiled(wanted.expression);
    } catch (std::exception const& caught) {
        found.add_broken(name, "has a yonder::pattern that is no regular expression, " + quoted + ": " + caught.what());
        return;
    }
    bool is_match = false;
    try {
        is_match = boost::regex_match(text.begin(), text.end(), *expression);
    } catch (std::runtime_error const&) { // matching would take too long, or too much memory
        found.add(name, "is too long or too complex for the pattern " + quoted, "");
        return;
    }
    if (!is_match)
        found.add(name, "must match " + quoted, ", got \"" + excerpt(text) + "\"");
}

void add_missing(std::string_view name, violations& found) { found.add(name, "is required", ""); }

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

} // namespace codec
} // namespace yonder
