// SPDX-License-Identifier: BSL-1.0
#include "wiring.hpp"

#include <yonder/app/container.hpp>

#include <boost/core/demangle.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace yonder {
namespace {

std::string joined(std::vector<std::string> const& problems) {
    if (problems.size() == 1)
        return "wiring: " + problems.front();
    std::string text = "wiring: " + std::to_string(problems.size()) + " problems:";
    for (std::string const& problem : problems)
        text += "\n  - " + problem;
    return text;
}

} // namespace

wiring_error::wiring_error(std::vector<std::string> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

std::string_view app::readable_name(std::type_index type) {
    static std::mutex mutex;
    static std::map<std::string, std::string> names; // nodes stay where they are
    std::lock_guard const lock(mutex);
    auto const [at, added] = names.try_emplace(type.name());
    if (added)
        at->second = boost::core::demangle(type.name());
    return at->second;
}

container::container() : wiring_(std::make_unique<app::wiring>()) {}
container::~container() = default;

app::record& container::add(app::interface_operations const& operations, std::string name) {
    return wiring_->add(operations, std::move(name));
}

std::shared_ptr<void> container::find_or_make(std::type_info const& type, std::string_view name) {
    return wiring_->find_or_make(*this, type, name);
}

void container::configure(std::string const& path) {
    wiring_->configured.read_file(path);
    wiring_->configured.read_environment();
}

void container::configure() { wiring_->configured.read_environment(); }

void container::check() const {
    if (auto problems = wiring_->problems(); !problems.empty())
        throw wiring_error(std::move(problems));
}

void container::sources(std::shared_ptr<source_repository const> where) { wiring_->sources = std::move(where); }

void container::name(std::string called) { wiring_->program = std::move(called); }

void container::filter(std::string name, yonder::filter run) { wiring_->add_filter({std::move(name), std::move(run)}); }

void container::gather(std::string name, std::function<void(request&)> look) {
    filter(std::move(name), gathering(std::move(look)));
}

void container::add_transport(std::string scheme, transport make) {
    wiring_->ways->add_transport(std::move(scheme), std::move(make));
}

std::vector<std::string> container::wiring() const { return wiring_->lines(); }

} // namespace yonder
