#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes the product file of the sample shop: CSV as in RFC 4180, the same bytes every time.

usage: products.py FILE [COUNT]
"""
import csv
import random
import sys

SEED = 20240229
HEADER = ["sku", "name", "category", "price_cents", "vat_percent", "stock"]

# A category: prefix, VAT, makers' lines, materials or manners with their price factor, things with base price, sizes.
CATEGORIES = {
    "kitchen": ("KIT", 19, ["Hansen", "Brevik", "Casa Lume", "Oldenhof", "Marisol"],
                {"oak": 1.3, "beech": 1.0, "steel": 1.4, "enamel": 1.1, "cast iron": 1.6, "stoneware": 1.2},
                {"chopping board": 2400, "saucepan": 3900, "mixing bowl": 1700, "rolling pin": 1400,
                 "cheese grater": 1200, "bread bin": 4500, "pepper mill": 2900, "colander": 1900, "café press": 3400},
                ["small", "medium", "large", "set of 2", "set of 3"]),
    "garden": ("GAR", 19, ["Greenholt", "Feldmann", "Rookery", "Tilia", "Orchard & Son"],
               {"ash": 1.2, "steel": 1.3, "zinc": 1.1, "terracotta": 0.9, "willow": 1.0, "recycled": 0.8},
               {"hand trowel": 1300, "watering can": 2600, "plant pot": 900, "garden fork": 3800, "rake": 2900,
                "bird feeder": 2200, "trellis": 3300, "seed tray": 700, "compost bin": 7900},
               ["30 cm", "45 cm", "60 cm", "5 l", "10 l"]),
    "tools": ("TOO", 19, ["Bergstrom", "Ironwood", "Kestrel", "Vanadis", "Hofer"],
              {"forged": 1.4, "chrome": 1.2, "insulated": 1.5, "compact": 0.9, "professional": 2.0, "workshop": 1.1},
              {"claw hammer": 2300, "screwdriver": 900, "spirit level": 2700, "hand saw": 2400, "pliers": 1900,
               "adjustable spanner": 2100, "chisel": 1600, "tape measure": 1100, "clamp": 1500},
              ['6"', '8"', '10"', "250 mm", "set of 4"]),
    "office": ("OFF", 19, ["Paperline", "Nordkontor", "Scrivener", "Atelier 9", "Lindqvist"],
               {"cork": 1.0, "walnut": 1.6, "aluminium": 1.3, "felt": 0.9, "recycled": 0.8, "leather": 2.1},
               {"desk tray": 1900, "pen holder": 1200, "monitor arm": 6900, "notebook": 800, "filing box": 1500,
                "desk pad": 2300, "bookend": 1400, "waste bin": 2100, "stapler": 1300},
               ["A5", "A4", '24"', '27"', "set of 2"]),
    "lighting": ("LIG", 19, ["Lumen & Co", "Polaris", "Halden", "Nachtfalter", "Solvik"],
                 {"brass": 1.5, "glass": 1.2, "linen": 1.0, "steel": 1.1, "paper": 0.7, "ceramic": 1.3},
                 {"desk lamp": 5900, "floor lamp": 11900, "pendant light": 8900, "wall light": 6400,
                  "night light": 1900, "string lights": 2400, "reading lamp": 4900, "lantern": 3200},
                 ["warm white", "neutral", "dimmable", "E14", "E27"]),
    "outdoor": ("OUT", 19, ["Fjellrev", "Wildgrat", "Longacre", "Torrent", "Basecamp"],
                {"ripstop": 1.2, "down": 2.2, "merino": 1.6, "waxed": 1.4, "ultralight": 1.8, "classic": 1.0},
                {"rucksack": 7900, "sleeping bag": 11900, "rain jacket": 9900, "trekking towel": 1800,
                 "dry bag": 1500, "hiking socks": 1400, "camping stove": 4900, "bottle": 1900, "hammock": 5400},
                ["S", "M", "L", "20 l", "45 l"]),
    "books": ("BOO", 7, ["Harbour Press", "Quill & Quarto", "Lantern House", "Meridian", "Kleine Reihe"],
              {"illustrated": 1.5, "pocket": 0.6, "complete": 1.8, "annotated": 1.4, "beginner's": 1.0},
              {"guide to birds": 2200, "atlas of rivers": 3900, "bread book": 2600, "history of maps": 2900,
               "garden almanac": 1900, "knot manual": 1500, "field guide to fungi": 2400, "winter reader": 1800},
              ["hardback", "paperback", "2nd edition", "3rd edition", "large print"]),
    "pantry": ("PAN", 7, ["Hof Sonnberg", "Alta Ribera", "Mill Lane", "Kaap Goed", "Jardin d'Or"],
               {"organic": 1.3, "smoked": 1.2, "wild": 1.6, "roasted": 1.1, "stone-ground": 1.0, "jalapeño": 1.2},
               {"olive oil": 1190, "honey": 790, "mustard": 390, "rye flour": 340, "sea salt": 450, "espresso": 990,
                "chutney": 520, "almonds": 680, "black tea": 590},
               ["100 g", "250 g", "500 g", "0.5 l", "1 kg"]),
}


def price(random_source, base, factor):
    """In cents: what the thing costs give or take a fifth, made to look like a price."""
    cents = base * factor * (0.8 + 0.4 * random_source.random())
    whole = max(1, round(cents / 100))
    return whole * 100 - random_source.choice([1, 5, 51, 10])


def stock(random_source):
    """Few pieces of most things, many of some, none of a few."""
    return 0 if random_source.random() < 0.03 else int(random_source.expovariate(1 / 60)) + 1


def products(count):
    random_source = random.Random(SEED)
    share = count // len(CATEGORIES)
    for number, (category, (prefix, vat, makers, materials, things, sizes)) in enumerate(CATEGORIES.items()):
        wanted = share if number else count - share * (len(CATEGORIES) - 1)
        names = [(maker, material, thing, size)
                 for thing in things for maker in makers for material in materials for size in sizes]
        if wanted > len(names):
            sys.exit(f"products.py: {category} has words for {len(names)} products, not for {wanted}")
        for position, (maker, material, thing, size) in enumerate(sorted(random_source.sample(names, wanted)), 1):
            yield [f"{prefix}-{position:05}", f"{maker} {material} {thing}, {size}", category,
                   price(random_source, things[thing], materials[material]), vat, stock(random_source)]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    count = int(sys.argv[2]) if len(sys.argv) == 3 else 5000
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(products(count))


if __name__ == "__main__":
    main()
