#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the benchmarks of a build directory, one after another.

usage: bench.py BUILD [--json FILE] [PATTERN...]

A benchmark is what bench/meson.build registers with benchmark(). It prints figures for people; called with
`--json FILE` it also writes them there as one JSON value. All of them together, by name, are the FILE given here.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("patterns", nargs="*")
    options = parser.parse_intermixed_args()

    listing = subprocess.run(["meson", "introspect", "--benchmarks", options.build], check=True, stdout=subprocess.PIPE)
    known = sorted(json.loads(listing.stdout), key=lambda entry: (-entry["priority"], entry["name"]))
    chosen = [entry for entry in known if not options.patterns or any(
        fnmatch.fnmatch(entry["name"], pattern) or pattern in entry["name"] for pattern in options.patterns)]
    if not chosen:
        print("no benchmark to run; there are:", *(entry["name"] for entry in known))
        return 1

    results, failed = {}, []
    for entry in chosen:
        print(f"\n== {entry['name']}", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            file = pathlib.Path(directory, "figures.json")
            command = entry["cmd"] + (["--json", str(file)] if options.json else [])
            if subprocess.run(command, env={**os.environ, **entry["env"]}, cwd=entry["workdir"]).returncode:
                failed.append(entry["name"])
            elif file.exists():
                results[entry["name"]] = json.loads(file.read_text())
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    if failed:
        print("failed:", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
