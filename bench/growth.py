#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a small call costs as there are more methods, interfaces, idle connections and outstanding calls.

usage: growth.py BUILD [--json FILE] [--quick] [--only PART]...

Client and server share one processor, so that no wake-up across processors hides what grows; with calls outstanding each has
one of its own. A ratio is to the figure with one of them, in time of the server for a call. Raw TCP, which looks nothing up,
shows what of it is the machine's. `count` says how many there are; of outstanding calls it is `callers`, too.
"""
import pathlib
import sys

import contenders
import figures

COUNTS = (1, 10, 100, 1000)
METHODS = (1, 10, 50, 100, 1000)
OURS = {"yonder HTTP, JSON": "http://127.0.0.1:0", "yonder wire": "yonder://127.0.0.1:0"}
ROUNDS, SECONDS = 5, 0.2
QUICK_ROUNDS, QUICK_SECONDS = 1, 0.05


def cells():
    """What grows, how many, the contender, its program and its address."""
    for name, url in OURS.items():
        for count in METHODS:
            yield "methods", count, name, "growth", f"methods {count} {url}"
        for count in COUNTS:
            yield "interfaces", count, name, "growth", f"interfaces {count} {url}"
    for name, program, address in [("raw TCP", "raw", "127.0.0.1:0"), *((one, "yonder", url) for one, url in OURS.items())]:
        for what in ("idle connections", "outstanding calls"):
            for count in COUNTS:
                yield what, count, name, program, address


def measure(cell, server, build, processors, seconds):
    what, count, _, program, _ = cell
    client, serving = processors
    is_outstanding = what == "outstanding calls"
    return contenders.call(contenders.program_of(build, program), server.address, server.processes,
                           {client} if is_outstanding else {serving}, "small", count if is_outstanding else 1, seconds,
                           outstanding=is_outstanding, idle=count - 1 if what == "idle connections" else 0)


def main():
    parser = figures.parser(__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the bench folder of a build directory")
    options = parser.parse_args()
    processors = figures.two_processors()
    chosen = [cell for cell in cells() if not options.only or any(part in cell[0] or part in cell[2]
                                                                  for part in options.only)]
    rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if options.quick else (ROUNDS, SECONDS)
    measured, missing = contenders.in_rounds(
        options.build, chosen, rounds, processors[1],
        lambda cell, server: measure(cell, server, options.build, processors, seconds))

    rows, of_one, shown = [], {}, None
    for cell in chosen:
        what, count, name, program, address = cell
        why = missing.get(cell)
        callers = count if what == "outstanding calls" else 1
        one = figures.take(figures.row(name, f"small, growing {what}", callers=callers, count=count), measured[cell], why)
        if count == 1:
            of_one[what, name] = one["server_us_per_call"]
        if one["server_us_per_call"] and of_one.get((what, name)):
            one["ratio"] = round(one["server_us_per_call"] / of_one[what, name], 3)
        rows.append(one)
        if why:
            if shown != (what, name, why):
                print(f"\nnot here: {name}: {what}: {why}")
            shown = what, name, why
        else:
            if shown != (what, name):
                figures.head(f"{name}: {what}", "of one")
            shown = what, name
            figures.line(count, one)
    figures.save(options.json, rows)
    return 0 if any("not_here" not in one for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
