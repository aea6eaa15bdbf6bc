// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_FAILING_HPP
#define YONDER_CODEC_FAILING_HPP

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace yonder::codec {

// Part of a text for a message: at most 40 bytes, cut between characters, control characters and what is not
// UTF-8 as \x0a.
std::string excerpt(std::string_view text);

// What readers of all forms share: the first error is kept, and on the way out each level adds its part of the path, so
// that success pays nothing for it.
class failing {
public:
    // Adds a part in front of the path. Always false.
    [[gnu::cold]] bool within(std::string_view member);
    [[gnu::cold]] bool within(std::size_t index);
    [[gnu::cold]] bool within_key(std::string_view key); // of a map: ["a b"]
    [[gnu::cold]] bool within_name(
        std::string_view name); // that the text chose: as a member if it looks like one, or as a key

    // Forgets what was found and where within, of something that is not to be shown. Always false.
    [[gnu::cold]] bool hide();

    // Whether the error is of what is read now, and not of something within.
    bool is_here() const noexcept { return kept_ && kept_->path.empty(); }

    void count_ignored() noexcept { ++ignored_; }
    std::size_t ignored() const noexcept { return ignored_; }

protected:
    // Keeps an error at `offset`. Always false.
    [[gnu::cold]] bool keep(std::string problem, std::size_t offset);

    std::string const& path() const noexcept { return kept_->path; }
    std::string const& problem() const noexcept { return kept_->problem; }
    std::size_t problem_at() const noexcept { return kept_->at; }

private:
    struct error {
        std::string path;
        std::string problem;
        std::size_t at = 0;
    };

    std::size_t ignored_ = 0;
    std::unique_ptr<error> kept_;
};

} // namespace yonder::codec

#endif
