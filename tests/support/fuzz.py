#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the fuzz targets of a build directory, each for a while, and prints "N passed, N failed".

usage: fuzz.py BUILD [TARGET] [SECONDS]
       fuzz.py --target TARGET --seconds SECONDS BUILD

Without a TARGET it runs all of them. A target begins with tests/fuzz/corpus/TARGET/ and with what earlier runs left in
BUILD-corpus/TARGET/, which grows. An input that fails is kept in BUILD-corpus/ and named.
"""
import argparse
import os
import pathlib
import subprocess
import sys

import workshop

PREFIX = "fuzz_"


def run(program, corpus, seconds):
    name = program.name.removeprefix(PREFIX)
    grown = corpus / name
    grown.mkdir(parents=True, exist_ok=True)
    seeds = workshop.ROOT / "tests" / "fuzz" / "corpus" / name
    print(f"{name}: {seconds} s, corpus {grown}", flush=True)
    command = [str(program), str(grown), *([str(seeds)] if seeds.is_dir() else []), f"-max_total_time={seconds}",
               "-timeout=10", "-rss_limit_mb=4096", "-max_len=4096", "-print_final_stats=1", "-verbosity=1",
               f"-artifact_prefix={corpus}/{name}-"]
    environment = {**os.environ, "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"}
    return subprocess.run(command, env=environment, stderr=subprocess.STDOUT).returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target")
    parser.add_argument("--seconds", type=int)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("words", nargs="*", help="a target and a number of seconds, either may be left out")
    options = parser.parse_args()
    target, seconds = options.target, options.seconds
    for word in options.words:
        if word.isdigit():
            seconds = int(word)
        else:
            target = word

    build = options.build.resolve()
    folder = build / "tests" / "fuzz"
    programs = sorted(file for file in folder.glob(PREFIX + "*") if file.is_file() and os.access(file, os.X_OK))
    chosen = [program for program in programs if target in (None, program.name.removeprefix(PREFIX))]
    if not chosen:
        print(f"no target is called '{target}'; there are:", *(program.name.removeprefix(PREFIX) for program in programs))
        return workshop.finish(0, 1)
    corpus = build.with_name(build.name + "-corpus")
    results = [run(program, corpus, 60 if seconds is None else seconds) for program in chosen]
    return workshop.finish(sum(results), len(results) - sum(results))


if __name__ == "__main__":
    sys.exit(main())
