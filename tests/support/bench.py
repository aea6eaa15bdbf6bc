#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the benchmarks of a build directory, one after another.

usage: bench.py BUILD [--json FILE] [--svg FILE] [--quick] [PATTERN...]

A benchmark is what bench/meson.build registers with benchmark(). A PATTERN chooses some by name, and with a slash parts of
them: `codecs`, `calls/gRPC`, `calls/stream`. All are called with `--quick`, which means less time and more noise, and with
`--only PART` for each part, where those are given.

Each prints figures for people; called with `--json FILE` it also writes them there as an array of objects. All of them
together are the FILE given here. Its first row states the machine and the versions.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import figures  # noqa: E402


def parts_of(name, patterns):
    """None if no pattern chooses a benchmark, or the parts of it that they choose: none of them means all."""
    chosen = [pattern.partition("/") for pattern in patterns]
    chosen = [part for pattern, _, part in chosen if fnmatch.fnmatch(name, pattern) or pattern in name]
    if patterns and not chosen:
        return None
    return chosen if all(chosen) else []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--svg", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("patterns", nargs="*")
    options = parser.parse_intermixed_args()

    listing = subprocess.run(["meson", "introspect", "--benchmarks", options.build], check=True, stdout=subprocess.PIPE)
    known = sorted(json.loads(listing.stdout), key=lambda entry: (-entry["priority"], entry["name"]))
    chosen = [(entry, parts) for entry in known
              if (parts := parts_of(entry["name"], options.patterns)) is not None]
    if not chosen:
        print("no benchmark to run; there are:", *(entry["name"] for entry in known))
        return 1

    machine, versions = figures.machine(), figures.versions()
    print(", ".join(f"{name} {value}" for name, value in machine.items() if value is not None))
    print(", ".join(f"{name} {version}" for name, version in versions.items()))
    results, failed = [figures.row("the machine", "none", machine=machine, versions=versions)], []
    for entry, parts in chosen:
        print(f"\n== {entry['name']}", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            file = pathlib.Path(directory, "figures.json")
            command = entry["cmd"] + [word for part in parts for word in ("--only", part)]
            command += ["--quick"] if options.quick else []
            command += ["--json", str(file)] if options.json else []
            command += ["--svg", str(options.svg.resolve())] if options.svg and entry["name"] == "calls" else []
            if subprocess.run(command, env={**os.environ, **entry["env"]}, cwd=entry["workdir"]).returncode:
                failed.append(entry["name"])
            elif file.exists():
                results += [{"benchmark": entry["name"], **one} for one in json.loads(file.read_text())]
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")
    if failed:
        print("failed:", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
