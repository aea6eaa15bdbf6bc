// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_CLIENT_THREADS_HPP
#define YONDER_SRC_WIRE_CLIENT_THREADS_HPP

#include "../call/process_end.hpp"
#include "../call/thread_pool.hpp"
#include "../net/connection_list.hpp"
#include "../net/io_threads.hpp"
#include "shared_line.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace yonder::wire_protocol {

// The threads that all clients of the process share: those that read shared lines, and those that connect them.
class client_threads final : public process_end::part {
public:
    static client_threads& get();

    // Connects the line, not before `when`, and tells `done` whether it is. The caller does not wait.
    void connect(std::shared_ptr<shared_line> line, clock::time_point when, std::function<void(bool)> done);

    void end_with_process() noexcept override;

private:
    client_threads();
    void dial(std::shared_ptr<shared_line> const& line, std::function<void(bool)> const& done);

    std::shared_ptr<net::io_threads> const threads_;
    std::vector<std::shared_ptr<net::connection_list>> lists_; // one for each loop
    thread_pool dialling_;
    std::mutex mutex_;
    std::vector<std::weak_ptr<shared_line>> lines_;
    std::size_t turn_ = 0;
    bool is_ending_ = false;
};

} // namespace yonder::wire_protocol

#endif
