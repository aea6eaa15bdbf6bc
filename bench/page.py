#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Puts the figures of a run, as `./dev bench --json FILE` wrote them, into docs/benchmarks.md, and their chart beside it.

usage: page.py FILE
"""
import datetime
import json
import pathlib
import sys

import chart

PAGE = pathlib.Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures of one run, by bench/page.py -->", "<!-- end of the figures -->"


def number(value, digits=1):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.{digits}f}"


def thousands(value):
    return "" if value is None else f"{value / 1e6:.2f} M" if value >= 1e6 else f"{value / 1e3:.0f} k"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    return "\n".join(lines + ["| " + " | ".join(cells) + " |" for cells in rows]) + "\n"


def in_order(rows, key):
    return list(dict.fromkeys(one[key] for one in rows))


class Figures:
    def __init__(self, rows):
        self.rows = rows

    def of(self, benchmark):
        return [one for one in self.rows if one.get("benchmark") == benchmark]

    def find(self, benchmark, **wanted):
        return next((one for one in self.of(benchmark) if "not_here" not in one
                     and all(one.get(key) == value for key, value in wanted.items())), None)


def times(one):
    return f"{number(one['p50_us'])} ({number(one['of_raw'], 2)})" if one and one["of_raw"] is not None else ""


def rates(one):
    return f"{thousands(one['calls_per_s'])} ({number(one['of_raw'], 2)})" if one and one["of_raw"] is not None else ""


def calls(figures, work):
    heads = ["", "1 caller, one processor: p50 us", "1 caller, two: p50 us", "p99 us", "16 callers: calls/s",
             "server us a call", "256 callers: calls/s", "server us a call"]
    lines = []
    for name in in_order(figures.of("calls"), "contender"):
        def one(work_there, callers):
            return figures.find("calls", contender=name, work=work_there, callers=callers)
        alone, few, many = one(work, 1), one(work, 16), one(work, 256)
        cells = [times(one(f"{work}, one processor", 1)), times(alone), number(alone["p99_us"]) if alone else "",
                 rates(few), number(few["server_us_per_call"], 2) if few else "", rates(many),
                 number(many["server_us_per_call"], 2) if many else ""]
        if any(cells):
            lines.append([name, *cells])
    return table(heads, lines)


def streams(figures):
    lines = []
    for name in in_order(figures.of("calls"), "contender"):
        one = figures.find("calls", contender=name, work="stream")
        if one:
            lines.append([name, thousands(one["calls_per_s"]), number(one["server_us_per_call"], 2),
                          number(one["of_raw"], 1)])
    return table(["", "items/s", "server us an item", "of raw"], lines)


def by_work(figures, benchmark, works):
    lines = []
    for name in dict.fromkeys(one["contender"] for one in figures.of(benchmark) if one["work"] in works):
        found = [figures.find(benchmark, contender=name, work=work) for work in works]
        lines.append([name] + [number(one["p50_us"] * 1000) if one else "" for one in found])
    return table([""] + [f"{work}, ns" for work in works], lines)


def within(figures):
    return table(["", "what", "ns", "ratio"], [
        [one["contender"], one["work"], number(one["p50_us"] * 1000), number(one["ratio"], 2)]
        for one in figures.of("local")])


def compiling(figures):
    lines = []
    for name in dict.fromkeys(one["contender"] for one in figures.of("compile_time") if "object_bytes" in one):
        found = [figures.find("compile_time", contender=name, work=f"compile {count}") for count in
                 ("1 method", "10 methods", "50 methods")]
        each = figures.find("compile_time", contender=name, work="compile a method more")
        lines.append([name] + [f"{one['seconds']:.1f} s, {one['object_bytes'] / 1024:.0f} KB" if one else "" for one in found]
                     + [f"{each['seconds']:.2f} s" if each else ""])
    return table(["", "1 method", "10 methods", "50 methods", "a method more"], lines)


def growing(figures):
    counts = sorted({one["count"] for one in figures.of("growth")})
    lines = []
    for name, work in dict.fromkeys((one["contender"], one["work"]) for one in figures.of("growth")):
        found = [figures.find("growth", contender=name, work=work, count=count) for count in counts]
        if any(found):
            lines.append([name, work.partition("growing ")[2]]
                         + [number(one["server_us_per_call"], 2) if one else "" for one in found])
    return table(["server us a call", "of"] + [str(count) for count in counts], lines)


def between(figures):
    names = dict.fromkeys(one["contender"] for one in figures.of("filters"))
    lines = []
    for work in dict.fromkeys(one["work"] for one in figures.of("filters")):
        found = [figures.find("filters", contender=name, work=work) for name in names]
        lines.append([work.partition("with ")[2]]
                     + [f"{number(one['p50_us'])} ({number(one['ratio'], 2)})" if one and one["p50_us"] else "" for one in found])
    return table(["with"] + [f"{name}: us (of nothing)" for name in names], lines)


def absent(figures):
    found = {}
    for one in figures.rows:
        if "not_here" in one:
            found.setdefault((one["contender"], one["not_here"]), []).append(one["work"])
    return "".join(f"- {contender} ({', '.join(dict.fromkeys(works))}): {why}\n"
                   for (contender, why), works in found.items())


def figures_of(rows, day):
    figures = Figures(rows)
    machine, versions = rows[0]["machine"], rows[0]["versions"]
    text = (f"{day}, {machine['processor']}, {machine['processors']} processors, {machine['system']}, Linux "
            f"{machine['kernel']}, {machine['compiler']}; the machine's load was {machine['load']} when the run began.\n"
            + ", ".join(f"{name} {version}" for name, version in versions.items()) + ".\n")
    parts = [("The small call", calls(figures, "small")), ("The large call", calls(figures, "large")),
             ("A stream of a million numbers", streams(figures)), ("Within one process", within(figures)),
             ("Codecs", by_work(figures, "codecs", in_order(figures.of("codecs"), "work"))),
             ("Compile time and object size", compiling(figures)), ("Growth", growing(figures)),
             ("Between proxy and method", between(figures))]
    text += "\n![The calls as bars, divided by raw TCP](benchmarks.svg)\n"
    for title, body in parts:
        text += f"\n### {title}\n\n{body}"
    missing = absent(figures)
    return text + (f"\n### Not here\n\n{missing}" if missing else "")


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 1
    file = pathlib.Path(sys.argv[1])
    day = datetime.date.fromtimestamp(file.stat().st_mtime).isoformat()
    page = PAGE.read_text()
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        print(f"{PAGE} has no place for the figures: {BEGIN} ... {END}", file=sys.stderr)
        return 1
    rows = json.loads(file.read_text())
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures_of(rows, day)}\n{END}{after}")
    calls_alone = [one for one in rows if one.get("benchmark") == "calls"]
    PAGE.with_suffix(".svg").write_text(chart.draw(calls_alone, rows[0]["machine"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
