// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/call/promise.hpp>
#include <yonder/call/via.hpp>

#include <stdexcept>

namespace yonder {

future<void> resume_in(std::shared_ptr<executor> on) {
    if (!on)
        throw std::invalid_argument("resume_in: there is no executor: give one, such as yonder::default_executor()");
    auto const made = std::make_shared<promise<void>>();
    auto later = made->get_future();
    if (!on->post([made] { made->set_value(); })) {
        failure full;
        full.code = code::resource_exhausted;
        full.reached = reached::maybe_executed; // what came before
        full.message = "the executor has no room for what follows";
        made->fail(invoke_error(std::move(full)));
    }
    return later;
}

} // namespace yonder
