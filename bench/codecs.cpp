// SPDX-License-Identifier: BSL-1.0
// The codecs alone: from the user's struct to bytes that can be sent, and back to the struct, in JSON and in binary.
// Where a contender stops short of the struct its name says so.
#include "catalog.hpp"
#include "table.hpp"

#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#ifdef BENCH_NLOHMANN
#include <nlohmann/json.hpp>
#endif
#ifdef BENCH_PROTOBUF
#include "contenders/catalog.pb.h"
#endif
#ifdef BENCH_RAPIDJSON
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#endif
#ifdef BENCH_SIMDJSON
#include <simdjson.h>
#endif

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace bench {

#ifdef BENCH_NLOHMANN
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Record, id, name, sku, price_cents, stock, description)
#endif

} // namespace bench

namespace {

using bench::Record;
using records = std::vector<Record>;
using contenders = std::vector<bench::contender>;

void must_be_right(bool is_right, char const* who) {
    if (is_right)
        return;
    std::fprintf(stderr, "%s does not read what was written\n", who);
    std::exit(1);
}

template <class T>
void add_decoder(contenders& to, T const& value, std::string const& name, auto decode) {
    must_be_right(decode() == value, name.c_str());
    to.push_back(bench::repeated(name, [decode] { bench::keep(decode()); }));
}

template <class T>
void add_ours(contenders& encoders, contenders& decoders, T const& value, std::string const& json,
              std::string const& binary) {
    encoders.push_back(bench::repeated("yonder, JSON", [&value, out = std::string()]() mutable {
        out.clear();
        yonder::json::write(out, value);
        bench::keep(out);
    }));
    encoders.push_back(
        bench::repeated("yonder, JSON, a new string", [&] { bench::keep(yonder::json::encode(value)); }));
    encoders.push_back(bench::repeated("yonder, binary", [&value, out = std::string()]() mutable {
        out.clear();
        yonder::binary::write(out, value);
        bench::keep(out);
    }));
    add_decoder(decoders, value, "yonder, JSON", [&] { return yonder::json::decode<T>(json); });
    add_decoder(decoders, value, "yonder, binary", [&] { return yonder::binary::decode<T>(binary); });
}

template <class T>
void add_boost(contenders& encoders, contenders& decoders, T const& value, std::string const& json) {
    encoders.push_back(bench::repeated("Boost.JSON, value_from and serialize",
                                       [&] { bench::keep(boost::json::serialize(boost::json::value_from(value))); }));
    encoders.push_back(
        bench::repeated("Boost.JSON, serialize of a tree that is there",
                        [tree = boost::json::value_from(value)] { bench::keep(boost::json::serialize(tree)); }));
    add_decoder(decoders, value, "Boost.JSON, parse and value_to",
                [&] { return boost::json::value_to<T>(boost::json::parse(json)); });
    decoders.push_back(bench::repeated("Boost.JSON, parse to a tree", [&] { bench::keep(boost::json::parse(json)); }));
}

#ifdef BENCH_NLOHMANN
template <class T>
void add_nlohmann(contenders& encoders, contenders& decoders, T const& value, std::string const& json) {
    encoders.push_back(bench::repeated("nlohmann", [&] { bench::keep(nlohmann::json(value).dump()); }));
    add_decoder(decoders, value, "nlohmann", [&] { return nlohmann::json::parse(json).template get<T>(); });
}
#endif

#ifdef BENCH_RAPIDJSON
using rapid_writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(rapid_writer& to, std::string const& text) {
    to.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write(rapid_writer& to, Record const& record) {
    to.StartObject();
    to.Key("id");
    to.Int64(record.id);
    to.Key("name");
    write(to, record.name);
    to.Key("sku");
    write(to, record.sku);
    to.Key("price_cents");
    to.Int64(record.price_cents);
    to.Key("stock");
    to.Int(record.stock);
    to.Key("description");
    write(to, record.description);
    to.EndObject();
}

void write(rapid_writer& to, records const& all) {
    to.StartArray();
    for (Record const& one : all)
        write(to, one);
    to.EndArray();
}

std::string text_of(rapidjson::Value const& value) { return {value.GetString(), value.GetStringLength()}; }

void read(rapidjson::Value const& from, Record& record) {
    record = {from["id"].GetInt64(),          text_of(from["name"]),  text_of(from["sku"]),
              from["price_cents"].GetInt64(), from["stock"].GetInt(), text_of(from["description"])};
}

void read(rapidjson::Value const& from, records& all) {
    for (auto const& one : from.GetArray())
        read(one, all.emplace_back());
}

template <class T>
void add_rapidjson(contenders& encoders, contenders& decoders, T const& value, std::string const& json) {
    encoders.push_back(
        bench::repeated("RapidJSON, by hand", [&value, out = std::make_shared<rapidjson::StringBuffer>()] {
            out->Clear();
            rapid_writer writer(*out);
            write(writer, value);
            bench::keep(out->GetString());
        }));
    add_decoder(decoders, value, "RapidJSON, by hand from a tree", [&] {
        rapidjson::Document tree;
        tree.Parse(json.data(), json.size());
        T result;
        read(tree, result);
        return result;
    });
}
#endif

#ifdef BENCH_SIMDJSON
// In the order in which they are written: on demand reads forwards best.
void read(simdjson::ondemand::object from, Record& record) {
    record.id = from["id"].get_int64();
    record.name = std::string_view(from["name"]);
    record.sku = std::string_view(from["sku"]);
    record.price_cents = from["price_cents"].get_int64();
    record.stock = static_cast<std::int32_t>(from["stock"].get_int64().value());
    record.description = std::string_view(from["description"]);
}

void read(simdjson::ondemand::document& from, Record& record) { read(from.get_object().value(), record); }

void read(simdjson::ondemand::document& from, records& all) {
    for (auto one : from.get_array())
        read(one.get_object().value(), all.emplace_back());
}

template <class T>
void add_simdjson(contenders& decoders, T const& value, std::string const& json) {
    add_decoder(decoders, value, "simdjson on demand, by hand",
                [padded = std::make_shared<simdjson::padded_string>(json),
                 parser = std::make_shared<simdjson::ondemand::parser>()] {
                    auto document = parser->iterate(*padded);
                    T result;
                    read(document.value(), result);
                    return result;
                });
}
#endif

#ifdef BENCH_PROTOBUF
using proto_record = bench::proto::Record;
using proto_records = bench::proto::Records;
template <class T>
using message_for = std::conditional_t<std::is_same_v<T, Record>, proto_record, proto_records>;

void fill(proto_record& to, Record const& from) {
    to.set_id(from.id);
    to.set_name(from.name);
    to.set_sku(from.sku);
    to.set_price_cents(from.price_cents);
    to.set_stock(from.stock);
    to.set_description(from.description);
}

void fill(proto_records& to, records const& from) {
    for (Record const& one : from)
        fill(*to.add_records(), one);
}

void take(proto_record&& from, Record& to) {
    to = {from.id(),    std::move(*from.mutable_name()),       std::move(*from.mutable_sku()), from.price_cents(),
          from.stock(), std::move(*from.mutable_description())};
}

void take(proto_records&& from, records& to) {
    to.reserve(static_cast<std::size_t>(from.records_size()));
    for (proto_record& one : *from.mutable_records())
        take(std::move(one), to.emplace_back());
}

template <class T>
void add_protobuf(contenders& encoders, contenders& decoders, T const& value) {
    using message = message_for<T>;
    auto const bare = std::make_shared<message>();
    fill(*bare, value);
    auto const bytes = std::make_shared<std::string>(bare->SerializeAsString());
    encoders.push_back(bench::repeated("protobuf, from the struct", [&value, out = std::string()]() mutable {
        message made;
        fill(made, value);
        made.SerializeToString(&out);
        bench::keep(out);
    }));
    encoders.push_back(bench::repeated("protobuf, from its own message", [bare, out = std::string()]() mutable {
        bare->SerializeToString(&out);
        bench::keep(out);
    }));
    add_decoder(decoders, value, "protobuf, to the struct", [bytes] {
        message read;
        read.ParseFromString(*bytes);
        T result;
        take(std::move(read), result);
        return result;
    });
    decoders.push_back(bench::repeated("protobuf, to its own message", [bytes] {
        message read;
        read.ParseFromString(*bytes);
        bench::keep(read);
    }));
}
#endif

template <class T>
void compare(bench::report& report, std::string const& what, T const& value, std::size_t times) {
    std::string const json = yonder::json::encode(value);
    std::string const binary = yonder::binary::encode(value);
    contenders encoders;
    contenders decoders;
    add_ours(encoders, decoders, value, json, binary);
#ifdef BENCH_PROTOBUF
    add_protobuf(encoders, decoders, value);
#endif
#ifdef BENCH_RAPIDJSON
    add_rapidjson(encoders, decoders, value, json);
#endif
#ifdef BENCH_SIMDJSON
    add_simdjson(decoders, value, json);
#endif
    add_boost(encoders, decoders, value, json);
#ifdef BENCH_NLOHMANN
    add_nlohmann(encoders, decoders, value, json);
#endif
    std::printf("%s: %zu bytes of JSON, %zu in binary\n", what.c_str(), json.size(), binary.size());
    report.run("encode " + what, std::move(encoders), times);
    report.run("decode " + what, std::move(decoders), times);
}

} // namespace

int main(int count, char** arguments) {
    bench::report report(count, arguments);
    compare(report, "one record", bench::example(), 10000);
    compare(report, "100 records", bench::examples(4000), 100);
    for (char const* const absent : {
#ifndef BENCH_PROTOBUF
             "protobuf",
#endif
#ifndef BENCH_RAPIDJSON
             "RapidJSON",
#endif
#ifndef BENCH_SIMDJSON
             "simdjson",
#endif
#ifndef BENCH_NLOHMANN
             "nlohmann",
#endif
             ""})
        if (*absent)
            std::printf("not here: %s: its packages are not there\n", absent);
}
