# SPDX-License-Identifier: BSL-1.0
@0xb7c1f0a2d36e4915;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("bench::capn");

struct Record {
  id @0 :Int64;
  name @1 :Text;
  sku @2 :Text;
  priceCents @3 :Int64;
  stock @4 :Int32;
  description @5 :Text;
}

interface Numbers {
  item @0 (value :Int64) -> stream;
  end @1 ();
}

interface Catalog {
  find @0 (id :Int64) -> (record :Record);
  list @1 (first :Int64) -> (records :List(Record));
  count @2 (to :Int64, into :Numbers) -> ();
}
