#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The house rules that a compiler does not check.

usage: house.py [--cache FILE]

- A file in include/yonder/FLOOR or src/FLOOR includes only its own floor and those below, and of two transports
  neither includes the other (FLOORS, below).
- A header directly in include/yonder/ is an umbrella: it stands on the highest floor that it includes. describe.hpp
  must stand on the first.
- The headers of the first floors, which contracts include, stay light; sockets stay out of codec and rpc headers.
- A header has at most 200 lines and an include guard made from its path, and compiles on its own.
- Every source, test, script and build file says under which licence it is, in its first lines.
"""
import argparse
import re
import subprocess
import sys

import workshop
from workshop import ROOT

FLOORS = [("describe",), ("proxy",), ("call",), ("codec",), ("rpc",), ("security",), ("net",), ("http", "wire", "nats"), ("fabric", "bus", "telemetry"),
          ("app",)]
HEIGHT = {name: height for height, names in enumerate(FLOORS, 1) for name in names}
TRANSPORTS = ("http", "wire", "nats")
HEADER_LINES = 200

SOCKETS = r"boost/asio|boost/beast|httplib|sys/socket|netinet/|nats/"
FORBIDDEN = {  # what the public headers of a floor never include
    **dict.fromkeys(("describe", "proxy", "call"), rf"{SOCKETS}|boost/json(?!/fwd\.hpp$)|^thread$|^iostream$"),
    **dict.fromkeys(("codec", "rpc"), SOCKETS),
}
LICENSED = (".cpp", ".hpp", ".py", ".sh", ".in", ".js", ".mjs", ".ts", ".proto", ".toml", ".cmake", "meson.build",
            "meson_options.txt", "CMakeLists.txt", "Makefile", "suppressions", ".clang-tidy", ".ci/run")


def floor_of(file):
    """The name of the floor that a file of ours is on; None for an umbrella and for what is on no floor."""
    parts = file.parts
    if parts[:2] == ("include", "yonder") and len(parts) > 3:
        return parts[2]
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


def ours(file):
    """The files of ours that a file includes, with the name as it is written."""
    for quote, name in workshop.includes((ROOT / file).read_text()):
        target = workshop.resolve(name, quote, ROOT / file)
        if target:
            yield name, target.relative_to(ROOT)


def height_of(file):
    if floor_of(file):
        return HEIGHT.get(floor_of(file), 0)
    heights = (height_of(target.relative_to(ROOT)) for target in workshop.closure(ROOT / file)
               if target != ROOT / file and floor_of(target.relative_to(ROOT)))
    return max(heights, default=1)


def includes_only_what_is_below(files):
    for file in files:
        floor = floor_of(file)
        if not floor:
            continue
        if floor not in HEIGHT:
            yield f"{file}: no floor is called '{floor}': there are {' '.join(HEIGHT)}"
            continue
        for name, target in ours(file):
            other = floor_of(target) or target.stem
            if height_of(target) > HEIGHT[floor]:
                yield (f"{file}: includes {name}, but '{other}' (floor {height_of(target)}) is above '{floor}' "
                       f"(floor {HEIGHT[floor]})")
            elif floor in TRANSPORTS and other in TRANSPORTS and floor != other:
                yield f"{file}: includes {name}, but a transport never includes another"


def describe_stands_on_the_first_floor(files):
    for file in files:
        if str(file) == "include/yonder/describe.hpp" and height_of(file) > 1:
            yield f"{file}: includes what is above the first floor"


def light_headers_stay_light(files):
    for file in headers(files):
        forbidden = FORBIDDEN.get(floor_of(file)) if file.parts[0] == "include" else None
        for _, name in workshop.includes((ROOT / file).read_text()) if forbidden else ():
            if re.search(forbidden, name):
                yield f"{file}: includes {name}, which the headers of '{floor_of(file)}' never do"


def headers(files):
    return [file for file in files if file.suffix == ".hpp"]


def headers_are_short(files):
    for file in headers(files):
        lines = len((ROOT / file).read_text().splitlines())
        if lines > HEADER_LINES:
            yield f"{file}: has {lines} lines, and a header has at most {HEADER_LINES}"


def headers_are_guarded(files):
    for file in headers(files):
        path = file.relative_to("include") if file.parts[0] == "include" else "yonder" / file
        guard = re.sub(r"[^A-Z0-9]", "_", str(path).upper())
        if not re.search(rf"^#ifndef {guard}\n#define {guard}$", (ROOT / file).read_text(), re.MULTILINE):
            yield f"{file}: its include guard must be {guard}"


def files_are_licensed(_):
    for file in workshop.tracked():
        name = str(file)
        if not (name.endswith(LICENSED) or (ROOT / file).read_bytes()[:2] == b"#!"):
            continue
        with open(ROOT / file, errors="replace") as lines:
            head = [next(lines, "") for _ in range(5)]
        if not any("SPDX-License-Identifier: BSL-1.0" in line for line in head):
            yield f"{file}: its first lines must say SPDX-License-Identifier: BSL-1.0"


def headers_compile_alone(files, memory):
    command = [workshop.compilers()["g++"], "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
               "-I", "include", "-I", "src", "-x", "c++", "-"]

    def failure(file):
        key = memory.key(command, workshop.closure(ROOT / file), file)
        if memory.knows(key):
            return None
        # Twice, so that a header whose guard does not work is found as well.
        line = f'#include "{ROOT / file}"\n'
        result = subprocess.run(command, cwd=ROOT, input=line * 2, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)
        if result.returncode == 0:
            memory.add(key)
            return None
        return f"{file}: does not compile on its own\n" + "\n".join(result.stdout.splitlines()[:12])

    return filter(None, workshop.each(failure, headers(files)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", help="where to remember which headers compiled")
    memory = workshop.Memory(parser.parse_args().cache)

    files = workshop.tracked("include/*.hpp", "src/*.hpp", "src/*.cpp")
    rules = [includes_only_what_is_below, describe_stands_on_the_first_floor, light_headers_stay_light,
             headers_are_short, headers_are_guarded, files_are_licensed]
    passed, failed = 0, 0
    for name, faults in [*((rule.__name__, rule(files)) for rule in rules),
                         ("headers_compile_alone", headers_compile_alone(files, memory))]:
        faults = list(faults)
        print(f"{'failed' if faults else 'ok'}: {name.replace('_', ' ')}")
        for fault in faults:
            print(f"  {fault}")
        passed, failed = passed + (not faults), failed + bool(faults)
    memory.save()
    return workshop.finish(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
