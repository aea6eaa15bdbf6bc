// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_VIOLATIONS_HPP
#define YONDER_CODEC_VIOLATIONS_HPP

#include <yonder/describe/constraint.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yonder {

// Something that is not as its constraint wants it, and where: "order.items[3].price".
struct violation {
    std::string path;
    std::string text; // "must be at least 1, got 0"
};

// All that is wrong with a value. Filled by constraints, and by a user's own function beside a struct, found by
// argument-dependent lookup:
//     void yonder_validate(Transfer const& transfer, yonder::violations& found) {
//         if (transfer.from == transfer.to)
//             found.add("to", "must be another account");
//     }
class violations {
public:
    // `member` is of the value that is being looked at; empty for that itself. `text` follows its path: "must be
    // another account". Past a hundred they are only counted. Of what is secret, `text` is not shown.
    void add(std::string_view member, std::string text);

    // The same in two parts: what it must be, and what of the value is shown unless it is secret: ", got 7".
    void add(std::string_view member, std::string wanted, std::string const& shown);

    // The constraint itself is none, whatever the value. Counts as a violation, so that nothing passes.
    void add_broken(std::string_view member, std::string text);

    // Of the first that is none, where it stands and why; empty if there is no such. It is not for the caller to mend.
    std::string const& broken() const noexcept { return broken_; }

    bool empty() const noexcept { return count_ == 0; }
    std::size_t count() const noexcept { return count_; }
    std::vector<violation> const& list() const noexcept { return list_; }

    // "order.count must be at least 1, got 0; to is required".
    std::string to_string() const;

    // Around the parts of a value, so that what is added has a path. For what walks through values. `is_deep` past 64
    // levels, where circles end.
    class part {
    public:
        part(violations& of, std::string_view name) : part(of, name, 0, false) {}
        part(violations& of, std::size_t index) : part(of, {}, index, true) {}
        ~part();
        part(part const&) = delete;
        part& operator=(part const&) = delete;
        bool is_deep() const noexcept { return depth_ > 64; }

    private:
        friend class violations;
        // Not inline, as g++ 12 would warn of the pointer that it leaves behind, which the destructor takes back.
        part(violations& of, std::string_view name, std::size_t index, bool is_index);

        violations& of_;
        part const* outer_;
        std::string_view name_;
        std::size_t index_;
        bool is_index_;
        std::size_t depth_;
    };

    // While one lives, what is added shows nothing of values, and no path within this member, or within the value that
    // is being looked at: it is secret.
    class hiding {
    public:
        explicit hiding(violations& of, std::string_view member = {})
            : of_(of), outer_(of.hiding_), at_(of.innermost_), member_(member) {
            if (!outer_)
                of.hiding_ = this;
        }
        ~hiding() { of_.hiding_ = outer_; }
        hiding(hiding const&) = delete;
        hiding& operator=(hiding const&) = delete;

    private:
        friend class violations;
        violations& of_;
        hiding const* outer_;
        part const* at_;
        std::string_view member_;
    };

private:
    std::string path_to(std::string_view member) const;
    void add_shown(std::string_view member, std::string text);

    part const* innermost_ = nullptr;
    hiding const* hiding_ = nullptr;
    std::size_t count_ = 0;
    std::vector<violation> list_;
    std::string broken_;
};

namespace codec {

// The constraints, each for what it says something about. Add what is violated.
void check(range const& wanted, double value, std::string const& shown, std::string_view name, violations& found);
void check(length const& wanted, std::size_t size, std::string_view unit, std::string_view name, violations& found);
void check(pattern const& wanted, std::string_view text, std::string_view name, violations& found);
void add_missing(std::string_view name, violations& found);

// Of a text in UTF-8, in code points.
std::size_t count_characters(std::string_view text) noexcept;

} // namespace codec
} // namespace yonder

#endif
