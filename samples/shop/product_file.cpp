// SPDX-License-Identifier: BSL-1.0
#include "product_file.hpp"

#include <boost/describe/enum_from_string.hpp>

#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace shop {
namespace {

constexpr std::array<std::string_view, 6> columns = {"sku", "name", "category", "price_cents", "vat_percent", "stock"};
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class LineReader {
public:
    explicit LineReader(std::string const& name) : name_(name) {}

    std::vector<std::string> next(std::string_view line) {
        ++number_;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        std::vector<std::string> fields;
        do
            fields.push_back(take_field(line));
        while (take_comma(line));
        if (fields.size() != columns.size())
            fail("expected " + std::to_string(columns.size()) + " fields, found " + std::to_string(fields.size()));
        return fields;
    }

    std::int64_t whole_number(std::string_view column, std::string_view text, std::int64_t least,
                              std::int64_t most) const {
        std::int64_t value = 0;
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size() || value < least || value > most)
            fail(std::string(column) + ": expected a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most) + ", got \"" + std::string(text) + "\"");
        return value;
    }

    [[noreturn]] void fail(std::string const& text) const {
        throw std::runtime_error(name_ + ":" + std::to_string(number_) + ": " + text);
    }

    std::size_t number() const { return number_; }

private:
    std::string take_field(std::string_view& line) const {
        if (line.starts_with('"'))
            return take_quoted_field(line);
        std::string field(line.substr(0, line.find(',')));
        if (field.find('"') != field.npos)
            fail("a quote inside a field that does not begin with one: " + field);
        line.remove_prefix(field.size());
        return field;
    }

    std::string take_quoted_field(std::string_view& line) const {
        std::string field;
        for (std::size_t i = 1; i < line.size(); ++i) {
            if (line[i] != '"') {
                field += line[i];
            } else if (i + 1 < line.size() && line[i + 1] == '"') {
                field += line[++i];
            } else {
                line.remove_prefix(i + 1);
                if (!line.empty() && line.front() != ',')
                    fail("expected a comma after the quoted field \"" + field + "\"");
                return field;
            }
        }
        fail("a quote is opened and not closed: \"" + field);
    }

    static bool take_comma(std::string_view& line) {
        if (!line.starts_with(','))
            return false;
        line.remove_prefix(1);
        return true;
    }

    std::string const& name_;
    std::size_t number_ = 0;
};

void check_header(LineReader const& reader, std::vector<std::string> const& header) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (header[i] != columns[i])
            reader.fail("expected the column " + std::string(columns[i]) + ", found \"" + header[i] + "\"");
}

ListedProduct to_product(LineReader const& reader, std::vector<std::string> const& fields) {
    ListedProduct listed;
    listed.product.sku = fields[0];
    listed.product.name = fields[1];
    if (fields[0].empty() || fields[1].empty())
        reader.fail("a product needs a sku and a name");
    if (!boost::describe::enum_from_string(fields[2].c_str(), listed.product.category))
        reader.fail("category: there is none called \"" + fields[2] + "\"");
    listed.product.price.cents = reader.whole_number(columns[3], fields[3], 1, 10'000'000);
    listed.product.vat_percent = static_cast<std::int32_t>(reader.whole_number(columns[4], fields[4], 0, 99));
    listed.stock = reader.whole_number(columns[5], fields[5], 0, std::numeric_limits<std::int32_t>::max());
    return listed;
}

} // namespace

std::vector<ListedProduct> read_products(std::filesystem::path const& file) {
    std::ifstream lines(file, std::ios::binary);
    if (!lines)
        throw std::runtime_error(file.string() + ": cannot be opened; products.py makes one");
    return read_products(lines, file.filename().string());
}

std::vector<ListedProduct> read_products(std::istream& lines, std::string const& name) {
    LineReader reader(name);
    std::string line;
    if (!std::getline(lines, line))
        throw std::runtime_error(name + ": the file is empty: expected a header");
    std::string_view const header = line;
    check_header(reader,
                 reader.next(header.starts_with(byte_order_mark) ? header.substr(byte_order_mark.size()) : header));

    std::vector<ListedProduct> products;
    std::unordered_map<std::string, std::size_t> line_of;
    while (std::getline(lines, line)) {
        products.push_back(to_product(reader, reader.next(line)));
        std::string const& sku = products.back().product.sku;
        if (auto const [first, is_new] = line_of.try_emplace(sku, reader.number()); !is_new)
            reader.fail("sku: " + sku + " is on line " + std::to_string(first->second) + " already");
    }
    if (lines.bad())
        reader.fail("the file cannot be read any further");
    return products;
}

} // namespace shop
