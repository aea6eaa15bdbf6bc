// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SERVED_CALLS_HPP
#define YONDER_SRC_WIRE_SERVED_CALLS_HPP

#include "../net/connection.hpp"
#include "../net/serving.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace yonder::wire_protocol {

class served_call;

// The calls of one connection that are at work, by number. Any thread may use it.
class served_calls {
public:
    served_calls(std::shared_ptr<net::connection> on, std::shared_ptr<net::serving> in)
        : connection_(std::move(on)), serving_(std::move(in)) {}

    net::connection& connection() noexcept { return *connection_; }
    net::serving& serving() noexcept { return *serving_; }
    std::shared_ptr<net::serving> const& serving_pointer() const noexcept { return serving_; }

    // False if there is one of that number.
    bool add(std::shared_ptr<served_call> const& one);
    void remove(served_call const& one) noexcept;
    std::shared_ptr<served_call> find(std::uint32_t number);
    std::vector<std::shared_ptr<served_call>> all();
    std::size_t size();

private:
    std::shared_ptr<net::connection> const connection_;
    std::shared_ptr<net::serving> const serving_;
    std::mutex mutex_;
    struct entry {
        served_call const* which;
        std::weak_ptr<served_call> call;
    };
    boost::unordered_flat_map<std::uint32_t, entry> calls_;
};

} // namespace yonder::wire_protocol

#endif
