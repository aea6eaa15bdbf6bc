// SPDX-License-Identifier: BSL-1.0
#include "wiring.hpp"

#include "catalog/file_catalog.hpp"
#include "mail/outbox.hpp"
#include "orders/order_desk.hpp"
#include "stock/shelves.hpp"

namespace shop {

void bind_shop(yonder::container& app, Settings settings) {
    app.bind<Settings>().to(std::make_shared<Settings>(std::move(settings)));
    app.bind<v1::Catalog>().to<FileCatalog, Settings>();
    app.bind<v1::Stock>().to<Shelves, Settings>();
    app.bind<v1::Mail>().to<Outbox>();
    app.bind<v1::Orders>().to<OrderDesk, v1::Catalog, v1::Stock, v1::Mail>();
}

} // namespace shop
