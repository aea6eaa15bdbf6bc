#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a call costs, over sockets and not, ours and others': client and server in two processes, each on one processor.

usage: calls.py BUILD [--json FILE] [--svg FILE] [--quick] [--only PART]...

All contenders run in turn, in an order that is drawn anew for each round, and a figure is the median over the rounds. Where
a client has one thread, it has one processor, and the server and its helpers have another. Where work ends in "one
processor", they share the server's: a call then has no wake-up across processors, which can take longer than all else, and
in virtual machines mostly does. Where many callers wait, client and server both have both processors, so that the system can
keep a caller beside the thread that serves it. What has no server has both.

In `of_raw` the contender is divided by raw TCP with as many callers in the same run: of one caller the median times, of many
and of streams what a call or an item takes of all the time, which is one divided by calls_per_s.

--only takes a part of a contender's name, or "small", "large" or "stream".
"""
import collections
import pathlib
import random
import sys
import tempfile

import chart
import contenders
import figures

WORKS = ("small", "large", "stream")
TOGETHER = ", one processor"
BLOCKING = [(work + where, callers) for work in ("small", "large")
            for where, callers in ((TOGETHER, 1), ("", 1), ("", 16), ("", 256))] + [("stream", 1)]
OUTSTANDING = [("small", 16), ("small", 256), ("large", 16)]
ROUNDS, SECONDS, ITEMS = 5, 0.3, 1_000_000
QUICK_ROUNDS, QUICK_SECONDS, QUICK_ITEMS = 1, 0.1, 100_000
STREAM_ROUNDS = 3  # as some take ten seconds for a million


def is_wanted(contender, work, parts):
    """Raw TCP runs whenever another does, as the others are divided by it. What is not the fastest form of its technology
    runs only if asked for."""
    named = [part for part in parts if part not in WORKS]
    worked = [part for part in parts if part in WORKS]
    if worked and work not in worked:
        return False
    if named and contender.name != "raw TCP":
        return any(part in contender.name for part in named)
    return work in contender.works


def cells_of(contender, parts):
    for work, callers in OUTSTANDING if contender.outstanding else BLOCKING:
        if not contender.has_server and (work.endswith(TOGETHER) or callers > 1 and not contender.outstanding):
            continue
        if is_wanted(contender, work.partition(",")[0], parts):
            yield contender, work, callers


def of_raw(one, raw):
    if not raw or raw["calls_per_s"] is None or one["calls_per_s"] is None:
        return None
    if one["callers"] == 1 and one["p50_us"] is not None:
        return one["p50_us"] / raw["p50_us"]
    return raw["calls_per_s"] / one["calls_per_s"]


class Run:
    def __init__(self, build, options):
        self.build, self.quick = build, options.quick
        self.cells = [cell for contender in contenders.CONTENDERS for cell in cells_of(contender, options.only)]
        self.measured = collections.defaultdict(list)
        self.missing = {}  # a cell or a contender's server, and why
        self.servers = {}
        self.client_processor, self.server_processor = figures.two_processors()

    def start_servers(self, directory):
        for contender in dict.fromkeys(cell[0] for cell in self.cells):
            if contender.server in self.servers or contender.server in self.missing:
                continue
            try:
                program = contenders.program_of(self.build, contender.program)
                if contender.has_server:
                    self.servers[contender.server] = contenders.Server(program, contender.address, directory,
                                                                       self.server_processor)
            except contenders.NotHere as why:
                self.missing[contender.server] = str(why)

    def measure(self, cell):
        contender, work, callers = cell
        server = self.servers.get(contender.server)
        client, serving = {self.client_processor}, {self.server_processor}
        if work.endswith(TOGETHER):
            client = serving
        elif not server or callers > 1 and not contender.outstanding:
            client = serving = {self.client_processor, self.server_processor}
        if server:
            server.place(serving)
        try:
            self.measured[cell].append(contenders.call(
                contenders.program_of(self.build, contender.program), server.address if server else contender.address,
                server.processes if server else [], client, work.partition(",")[0], callers,
                QUICK_SECONDS if self.quick else SECONDS, contender.outstanding,
                items=QUICK_ITEMS if self.quick else ITEMS))
        except contenders.NotHere as why:
            self.missing[cell] = str(why)

    def run(self):
        with tempfile.TemporaryDirectory() as directory:
            try:
                self.start_servers(directory)
                for number in range(QUICK_ROUNDS if self.quick else ROUNDS):
                    print(f"round {number + 1}", file=sys.stderr, flush=True)
                    waiting = [cell for cell in self.cells if cell not in self.missing
                               and cell[0].server not in self.missing
                               and (cell[1] != "stream" or number < STREAM_ROUNDS)]
                    random.shuffle(waiting)
                    for cell in waiting:
                        self.measure(cell)
            finally:
                for server in self.servers.values():
                    server.stop()
        return self.rows()

    def rows(self):
        rows, raw = [], {}
        for cell in self.cells:
            contender, work, callers = cell
            one = figures.take(figures.row(contender.name, work, callers=callers), self.measured[cell],
                               self.missing.get(cell) or self.missing.get(contender.server))
            if not contender.has_server:
                one["server_us_per_call"] = None
            if contender.name == "raw TCP":
                raw[work, callers] = one
            ratio = of_raw(one, raw.get((work, callers)))
            one["of_raw"] = round(ratio, 3) if ratio is not None else None
            rows.append(one)
        return rows


def number(value, digits=1):
    return "" if value is None else f"{value:,.{digits}f}" if abs(value) < 1000 else f"{value:,.0f}"


def print_tables(rows):
    groups = collections.defaultdict(list)
    for one in rows:
        groups[one["work"], one["callers"]].append(one)
    absent = collections.defaultdict(list)
    for (work, callers), members in groups.items():
        print(f"\n{figures.title(work, callers):<56}{'p50 us':>9}{'p99 us':>10}{'calls/s':>12}{'server us':>11}{'of raw':>8}")
        for one in sorted(members, key=lambda each: (each["of_raw"] is None, each["of_raw"])):
            if "not_here" in one:
                absent[one["contender"], one["not_here"]].append(f"{work}, {callers}")
                continue
            print(f"  {one['contender']:<54}{number(one['p50_us']):>9}{number(one['p99_us']):>10}"
                  f"{number(one['calls_per_s'], 0):>12}{number(one['server_us_per_call'], 2):>11}"
                  f"{number(one['of_raw'], 2):>8}")
    for (contender, why), cells in absent.items():
        print(f"not here: {contender} ({'; '.join(cells)}): {why}")


def main():
    parser = figures.parser(__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the bench folder of a build directory")
    parser.add_argument("--svg", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args()
    run = Run(options.build, options)
    rows = run.run()
    print(f"one thread of a client on processor {run.client_processor}, its server on {run.server_processor}; "
          "many threads and their server on both")
    print_tables(rows)
    if not options.only:
        drawn = options.svg or options.build / "calls.svg"
        drawn.write_text(chart.draw(rows, figures.machine()))
        print(f"\nchart: {drawn}")
    figures.save(options.json, rows)
    return 0 if any("not_here" not in one for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
