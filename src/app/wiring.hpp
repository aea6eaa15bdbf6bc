// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_WIRING_HPP
#define YONDER_SRC_APP_WIRING_HPP

#include "configuration.hpp"
#include "connections.hpp"

#include <yonder/app/container.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

namespace yonder::app {

// What a container holds.
class wiring {
public:
    using record_key = std::pair<std::type_index, std::string>;

    record& add(interface_operations const& operations, std::string name);
    std::shared_ptr<void> find_or_make(container& owner, std::type_index type, std::string_view name);
    std::vector<std::string> problems() const;
    std::vector<std::string> lines() const;

    // Throws wiring_error if a remote object has been made without it.
    void add_filter(named_filter one);

    bool has(interface_operations const& operations, std::string const& name) const;

    // The binding that configuration calls `text` ("bank.v1.Accounts" or "bank.v1.Accounts@eu"), or nullptr.
    record const* find_by_text(std::string_view text) const;

    // What code or configuration says of a record, and what stands in for it in messages: "bank.v1.Accounts@eu".
    target target_of(record const& of) const;
    static std::string text_of(record const& of);
    static std::string text_of(interface_operations const& operations, std::string_view name);

    configuration configured;
    std::string program;                              // what it is called
    std::vector<named_filter> filters;                // of all that is remote
    std::shared_ptr<source_repository const> sources; // for bindings without one of their own
    std::shared_ptr<connections> ways = std::make_shared<connections>();

private:
    std::shared_ptr<void> make(container& owner, record& of);
    std::shared_ptr<void> make_local(container& owner, record& of);
    std::shared_ptr<void> make_remote(record const& of, target const& to);
    std::vector<named_filter> filters_before(target const& to) const;
    std::shared_ptr<source_repository const> sources_of(target const& to) const;
    void add_problems_of_url(record const& of, target const& to, std::string const& url, std::string const& said,
                             std::vector<std::string>& found) const;
    void add_problems_of_sources(record const& of, target const& to, std::string const& said,
                                 std::vector<std::string>& found, bool looks_up) const;
    std::string where_of(record const& of, target const& to) const;
    void add_cycles(std::vector<std::string>& found) const;
    // `looks_up`: also whether sources know all methods, which a running program need not.
    void add_problems_of(record const& of, std::vector<std::string>& found, bool looks_up) const;

    std::recursive_mutex mutex_; // recursive, as making one object gets others
    std::map<record_key, std::unique_ptr<record>> records_;
    std::vector<record const*> being_made_;
    bool has_made_remote_ = false; // so that filters come too late
};

} // namespace yonder::app

#endif
