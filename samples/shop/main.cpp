// SPDX-License-Identifier: BSL-1.0
#include "scenario/scenario.hpp"
#include "wiring.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr char const* usage =
    "usage: shop buy|serve WIRING [--products FILE] [--answers FILE]\n"
    "  buy    run the scenario as a customer, and write what was answered to the --answers file\n"
    "  serve  serve what WIRING exposes until SIGINT or SIGTERM\n"
    "  WIRING says which interfaces are here and which are elsewhere: see wiring/*.toml\n";

struct CommandLine {
    std::string verb;
    std::string wiring;
    std::filesystem::path products; // products.csv beside the program unless given
    std::filesystem::path answers;
};

struct UsageError {};

CommandLine parse(std::vector<std::string> const& words) {
    CommandLine line;
    line.products = std::filesystem::path(words.at(0)).parent_path() / "products.csv";
    std::vector<std::string> plain;
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!words[i].starts_with("--"))
            plain.push_back(words[i]);
        else if (i + 1 < words.size() && words[i] == "--products")
            line.products = words[++i];
        else if (i + 1 < words.size() && words[i] == "--answers")
            line.answers = words[++i];
        else
            throw UsageError();
    }
    if (plain.size() != 2 || (plain[0] != "buy" && plain[0] != "serve"))
        throw UsageError();
    line.verb = plain[0];
    line.wiring = plain[1];
    return line;
}

void buy(yonder::container& app, std::filesystem::path const& answers_file) {
    app.check();
    for (std::string const& line : app.wiring())
        std::cout << line << '\n';
    auto const catalog = app.get<shop::v1::Catalog>();
    auto const orders = app.get<shop::v1::Orders>();
    auto const stock = app.get<shop::v1::Stock>();
    auto const mail = app.get<shop::v1::Mail>();
    std::string const answers = shop::run_scenario(*catalog, *orders, *stock, *mail, std::cout);
    if (answers_file.empty())
        return;
    std::ofstream file(answers_file, std::ios::binary);
    if (!(file << answers).flush())
        throw std::runtime_error(answers_file.string() + ": cannot be written");
}

void serve(yonder::container& app) {
    yonder::host host(app);
    host.run();
}

} // namespace

int main(int count, char** words) {
    try {
        CommandLine const line = parse({words, words + count});
        yonder::container app;
        shop::bind_shop(app, {line.products});
        app.configure(line.wiring);
        if (line.verb == "buy")
            buy(app, line.answers);
        else
            serve(app);
        return 0;
    } catch (UsageError const&) {
        std::cerr << usage;
        return 2;
    } catch (std::exception const& caught) {
        std::cerr << "shop: " << caught.what() << '\n';
    } catch (...) {
        std::cerr << "shop: a call was refused that should have been answered\n";
    }
    return 1;
}
