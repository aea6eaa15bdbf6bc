#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a small call costs with one thing more between a proxy and a method.

usage: filters.py BUILD [--json FILE] [--quick] [--only PART]...

Client and server share one processor, so that the work of both sides counts and no wake-up across processors. A ratio is to
the same call with nothing in between, in the median time of a call.
"""
import pathlib
import sys

import contenders
import figures

BETWEEN = ("nothing", "gathering", "observing", "policy", "source", "budget", "trace lines", "logged calls",
           "logged calls with arguments", "metrics", "spans", "bearer token", "signature, HMAC", "signature, Ed25519")
OURS = {"yonder HTTP, JSON": "http://127.0.0.1:0", "yonder wire": "yonder://127.0.0.1:0"}
ROUNDS, SECONDS = 7, 0.2
QUICK_ROUNDS, QUICK_SECONDS = 1, 0.05


def main():
    parser = figures.parser(__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the bench folder of a build directory")
    options = parser.parse_args()
    processor = figures.two_processors()[1]
    chosen = [(name, what, "filtered", f"{what} {url}") for name, url in OURS.items() for what in BETWEEN
              if what == "nothing" or not options.only or any(part in what or part in name for part in options.only)]
    rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if options.quick else (ROUNDS, SECONDS)
    measured, missing = contenders.in_rounds(
        options.build, chosen, rounds, processor,
        lambda cell, server: contenders.call(contenders.program_of(options.build, "filtered"), server.address,
                                             server.processes, {processor}, "small", 1, seconds))
    rows, of_nothing, shown = [], {}, None
    for cell in chosen:
        name, what = cell[:2]
        one = figures.take(figures.row(name, f"small, with {what}", callers=1), measured[cell], missing.get(cell))
        if cell in missing:
            print(f"not here: {name} with {what}: {missing[cell]}")
        if what == "nothing":
            of_nothing[name] = one["p50_us"]
        if one["p50_us"] and of_nothing.get(name):
            one["ratio"], one["ratio_to"] = round(one["p50_us"] / of_nothing[name], 3), "with nothing"
        rows.append(one)
        if cell in missing:
            continue
        if shown != name:
            figures.head(f"{name}, with", "ratio")
        shown = name
        figures.line(what, one)
    figures.save(options.json, rows)
    return 0 if any("not_here" not in one for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
