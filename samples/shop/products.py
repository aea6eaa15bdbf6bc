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

# A category: prefix, VAT, makers, and families of things that go together. A family: materials or manners with their
# price factor, things with their base price in cents, sizes with their price factor.
CATEGORIES = {
    "kitchen": ("KIT", 19, ["Hansen", "Brevik", "Casa Lume", "Oldenhof", "Marisol"], [
        ({"oak": 1.3, "beech": 1.0, "olive wood": 1.6, "walnut": 1.7, "bamboo": 0.8},
         {"chopping board": 2400, "rolling pin": 1400, "pepper mill": 2900, "bread bin": 4500, "serving tray": 3100},
         {"small": 0.8, "medium": 1.0, "large": 1.3}),
        ({"steel": 1.2, "enamel": 1.0, "cast iron": 1.5, "copper": 2.2},
         {"saucepan": 3900, "frying pan": 4200, "roasting tin": 2900, "casserole": 6400, "milk pan": 2300},
         {"16 cm": 0.8, "20 cm": 1.0, "24 cm": 1.2, "28 cm": 1.4}),
        ({"stoneware": 1.2, "porcelain": 1.4, "glass": 1.0},
         {"mixing bowl": 1700, "teapot": 3400, "café au lait cup": 900, "butter dish": 1500},
         {"white": 1.0, "blue": 1.0, "set of 2": 1.9}),
    ]),
    "garden": ("GAR", 19, ["Greenholt", "Feldmann", "Rookery", "Tilia", "Orchard & Son"], [
        ({"forged": 1.4, "steel": 1.1, "stainless": 1.3, "copper": 1.9},
         {"hand trowel": 1300, "garden fork": 3800, "rake": 2900, "hoe": 2700, "bulb planter": 1900, "edging iron": 3300},
         {"short handle": 0.9, "long handle": 1.1, "children's": 0.7}),
        ({"zinc": 1.2, "terracotta": 1.0, "recycled": 0.8, "stone": 1.7, "enamel": 1.3},
         {"watering can": 2600, "plant pot": 900, "seed tray": 700, "window box": 1900, "rain barrel": 7900},
         {"5 l": 0.8, "10 l": 1.0, "20 l": 1.5}),
        ({"willow": 1.0, "larch": 1.2, "cedar": 1.4},
         {"trellis": 3300, "bird feeder": 2200, "bird box": 1900, "cold frame": 6900, "trug": 2800},
         {"small": 0.8, "large": 1.3}),
    ]),
    "tools": ("TOO", 19, ["Bergstrom", "Ironwood", "Kestrel", "Vanadis", "Hofer"], [
        ({"chrome": 1.1, "insulated": 1.5, "compact": 0.8, "professional": 1.9},
         {"pliers": 1900, "adjustable spanner": 2100, "side cutters": 1800, "screwdriver": 900, "socket wrench": 3200},
         {'6"': 0.9, '8"': 1.0, '10"': 1.2, "set of 4": 2.9}),
        ({"forged": 1.3, "hickory": 1.2, "workshop": 1.0, "Japanese": 1.8},
         {"claw hammer": 2300, "hand saw": 2400, "chisel": 1600, "mallet": 2000, "block plane": 4400},
         {"light": 0.9, "medium": 1.0, "heavy": 1.1}),
        ({"aluminium": 1.2, "folding": 1.0, "magnetic": 1.3},
         {"spirit level": 2700, "tape measure": 1100, "square": 1500},
         {"250 mm": 0.8, "400 mm": 1.0, "1 m": 1.5}),
    ]),
    "office": ("OFF", 19, ["Paperline", "Nordkontor", "Scrivener", "Atelier 9", "Lindqvist"], [
        ({"walnut": 1.6, "cork": 1.0, "felt": 0.9, "leather": 2.1, "recycled": 0.8},
         {"desk tray": 1900, "pen holder": 1200, "desk pad": 2300, "bookend": 1400, "letter rack": 1700},
         {"grey": 1.0, "natural": 1.0, "green": 1.0, "set of 2": 1.8}),
        ({"ruled": 1.0, "squared": 1.0, "dotted": 1.1, "plain": 0.9},
         {"notebook": 800, "clipboard pad": 600, "project planner": 1400, "sketchbook": 1200},
         {"A6": 0.7, "A5": 1.0, "A4": 1.4}),
        ({"aluminium": 1.2, "steel": 1.0, "height-adjustable": 1.5},
         {"monitor arm": 6900, "laptop stand": 3900, "screen shelf": 4600},
         {'24"': 0.9, '27"': 1.0, '32"': 1.2}),
    ]),
    "lighting": ("LIG", 19, ["Lumen & Co", "Polaris", "Halden", "Nachtfalter", "Solvik"], [
        ({"brass": 1.5, "steel": 1.1, "ceramic": 1.3, "oak": 1.4, "matt black": 1.0},
         {"desk lamp": 5900, "floor lamp": 11900, "reading lamp": 4900, "wall light": 6400, "bedside lamp": 3900},
         {"E14": 1.0, "E27": 1.0, "dimmable": 1.2}),
        ({"glass": 1.2, "linen": 1.0, "paper": 0.6, "rattan": 0.9, "smoked glass": 1.4},
         {"pendant light": 8900, "ceiling light": 7400, "lampshade": 2900},
         {"30 cm": 0.8, "40 cm": 1.0, "50 cm": 1.3}),
        ({"warm white": 1.0, "neutral": 1.0, "amber": 1.1},
         {"filament bulb": 790, "string lights": 2400, "night light": 1900, "lantern": 3200},
         {"single": 1.0, "set of 3": 2.6}),
    ]),
    "outdoor": ("OUT", 19, ["Fjellrev", "Wildgrat", "Longacre", "Torrent", "Basecamp"], [
        ({"ripstop": 1.1, "waxed": 1.4, "ultralight": 1.7, "recycled": 1.0},
         {"rucksack": 7900, "duffel bag": 6900, "dry bag": 1900, "hip bag": 2900},
         {"10 l": 0.8, "20 l": 1.0, "45 l": 1.6}),
        ({"merino": 1.6, "fleece": 1.0, "down": 2.2, "softshell": 1.3},
         {"jacket": 9900, "vest": 6400, "hat": 2200, "gloves": 2400},
         {"S": 1.0, "M": 1.0, "L": 1.0, "XL": 1.0}),
        ({"titanium": 2.4, "aluminium": 1.1, "steel": 1.0, "folding": 1.2},
         {"bottle": 1900, "camping stove": 4900, "mess tin": 1700, "mug": 1200, "kettle": 2900},
         {"0.5 l": 0.9, "1 l": 1.1}),
    ]),
    "books": ("BOO", 7, ["Harbour Press", "Quill & Quarto", "Lantern House", "Meridian", "Kleine Reihe"], [
        ({"illustrated": 1.5, "pocket": 0.6, "complete": 1.8, "annotated": 1.4, "beginner's": 1.0},
         {"guide to birds": 2200, "atlas of rivers": 3900, "bread book": 2600, "history of maps": 2900,
          "garden almanac": 1900, "knot manual": 1500, "field guide to fungi": 2400, "winter reader": 1800},
         {"hardback": 1.4, "paperback": 0.8, "2nd edition": 1.0, "large print": 1.2}),
    ]),
    "pantry": ("PAN", 7, ["Hof Sonnberg", "Alta Ribera", "Mill Lane", "Kaap Goed", "Jardin d'Or"], [
        ({"organic": 1.3, "stone-ground": 1.1, "wholegrain": 1.0, "fine": 0.9},
         {"rye flour": 340, "spelt flour": 390, "polenta": 360, "porridge oats": 320, "mustard": 690},
         {"250 g": 0.6, "500 g": 1.0, "1 kg": 1.7}),
        ({"organic": 1.3, "mild": 1.0, "wild": 1.6, "smoked": 1.2, "jalapeño": 1.1},
         {"olive oil": 1190, "chilli sauce": 690, "vinegar": 590, "marinade": 640},
         {"0.25 l": 0.6, "0.5 l": 1.0, "1 l": 1.8}),
        ({"organic": 1.3, "roasted": 1.1, "single-origin": 1.5},
         {"espresso": 990, "almonds": 880, "black tea": 790, "cocoa": 720, "cashews": 940},
         {"100 g": 0.5, "250 g": 1.0, "500 g": 1.8}),
    ]),
}


def names_of(makers, families):
    """Each name that the words of a category make, with what such a thing costs on average."""
    for materials, things, sizes in families:
        for thing, base in things.items():
            for maker in makers:
                for material, dearness in materials.items():
                    for size, share in sizes.items():
                        yield f"{maker} {material} {thing}, {size}", base * dearness * share


def price(random_source, average):
    """In cents: the average give or take a tenth, made to look like a price."""
    whole = max(1, round(average * (0.9 + 0.2 * random_source.random()) / 100))
    return whole * 100 - random_source.choice([1, 5, 51, 10])


def stock(random_source):
    """Few pieces of most things, many of some, none of a few."""
    return 0 if random_source.random() < 0.03 else int(random_source.expovariate(1 / 60)) + 1


def products(count):
    random_source = random.Random(SEED)
    share = count // len(CATEGORIES)
    for number, (category, (prefix, vat, makers, families)) in enumerate(CATEGORIES.items()):
        wanted = share if number else count - share * (len(CATEGORIES) - 1)
        names = list(names_of(makers, families))
        if wanted > len(names):
            sys.exit(f"products.py: {category} has words for {len(names)} products, not for {wanted}")
        for position, (name, average) in enumerate(random_source.sample(names, wanted), 1):
            yield [f"{prefix}-{position:05}", name, category, price(random_source, average), vat, stock(random_source)]


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
