// SPDX-License-Identifier: BSL-1.0
namespace cpp bench.rift

struct Record {
  1: i64 id
  2: string name
  3: string sku
  4: i64 price_cents
  5: i32 stock
  6: string description
}

service Catalog {
  Record find(1: i64 id)
  list<Record> all(1: i64 first)
}
