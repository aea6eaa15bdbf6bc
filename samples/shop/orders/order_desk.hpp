// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_ORDERS_ORDER_DESK_HPP
#define SHOP_ORDERS_ORDER_DESK_HPP

#include "contract/catalog.hpp"
#include "contract/mail.hpp"
#include "contract/orders.hpp"
#include "contract/stock.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace shop {

// Takes orders. Knows the rest of the shop by its interfaces alone, so each may be here or in another
// process. Its lock is never held during a call to one of them.
class OrderDesk : public v1::Orders {
public:
    OrderDesk(std::shared_ptr<v1::Catalog> catalog, std::shared_ptr<v1::Stock> stock, std::shared_ptr<v1::Mail> mail);

    v1::Order place(v1::NewOrder const& wanted) override;
    std::optional<v1::Order> find(std::string const& id) const override;
    std::vector<v1::OrderSummary> history(std::string const& customer,
                                          std::optional<v1::OrderStatus> status) const override;
    v1::Order ship(std::string const& id, v1::Carrier carrier) override;
    v1::Order cancel(std::string const& id) override;

private:
    std::vector<v1::PricedLine> price(std::vector<v1::OrderLine> const& wanted) const;
    bool is_known(std::string const& customer) const;
    void keep(v1::Order& order);
    v1::Order& open_order(std::string const& id);
    bool post(v1::Message const& letter) noexcept;

    std::shared_ptr<v1::Catalog> catalog_;
    std::shared_ptr<v1::Stock> stock_;
    std::shared_ptr<v1::Mail> mail_;

    mutable std::mutex mutex_;
    std::unordered_map<std::string, v1::Order> orders_;
    std::unordered_map<std::string, std::vector<std::string>> orders_of_customer_;
    std::uint64_t last_order_ = 1000;
};

} // namespace shop

#endif
