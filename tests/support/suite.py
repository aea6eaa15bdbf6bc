#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the tests of build directories with `meson test` and adds up what they counted.

usage: suite.py [--built] [--show] [--match PATTERN]... [--patience N] [--broken TEXT]... DIRECTORY[:SUITE]...

A test that ends with a line "N passed, N failed" counts that many; one without such a line counts as one. A test that
crashes, times out, or fails without saying so in its line counts one failure. --broken counts one failure more, for
what did not even build. The last line is the sum; the exit code is 0 only if something passed and nothing failed.
"""
import argparse
import fnmatch
import json
import pathlib
import re
import subprocess
import sys

COUNT = re.compile(r"(\d+) passed, (\d+) failed")
LINES_SHOWN = 150


def known_tests(directory, suite):
    answer = subprocess.run(["meson", "introspect", "--tests", directory], check=True, stdout=subprocess.PIPE)
    tests = json.loads(answer.stdout)
    return [test["name"] for test in tests
            if not suite or any(name.split(":")[-1] == suite for name in test["suite"])]


def matches(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) or pattern in name for pattern in patterns)


def run(directory, suite, options):
    """The records of the tests that ran, or None if meson could not run them."""
    names = []
    if options.match:
        names = [name for name in known_tests(directory, suite) if matches(name, options.match)]
        if not names:
            print(f"{directory}: no test matches {' '.join(options.match)}; there are "
                  f"{' '.join(sorted(known_tests(directory, suite)))}")
            return []
    log = pathlib.Path(directory, "meson-logs", "testlog.json")
    log.unlink(missing_ok=True)
    command = ["meson", "test", "-C", directory, "--num-processes", "2", "-t", str(options.patience)]
    command += ["--no-rebuild"] if options.built else []
    command += ["--suite", suite] if suite else []
    sys.stdout.flush()
    subprocess.run(command + names)
    if not log.exists():
        return None if known_tests(directory, suite) else []
    return [json.loads(line) for line in log.read_text(errors="replace").splitlines()]


def counts(record):
    """passed, failed, skipped"""
    if record["result"] == "SKIP":
        return 0, 0, 1
    lines = (record.get("stdout") or "").strip().splitlines()
    said = COUNT.fullmatch(lines[-1].strip()) if lines else None
    fine = record["result"] == "OK"
    if not said:
        return (1, 0, 0) if fine else (0, 1, 0)
    passed, failed = int(said[1]), int(said[2])
    return passed, failed if fine else max(failed, 1), 0


def show(title, record):
    output = ((record.get("stdout") or "") + (record.get("stderr") or "")).rstrip().splitlines()
    print(f"\n--- {title}")
    if len(output) > LINES_SHOWN:
        print(f"... the last {LINES_SHOWN} of {len(output)} lines:")
    print("\n".join(output[-LINES_SHOWN:]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--built", action="store_true", help="everything is built: do not ask ninja again")
    parser.add_argument("--show", action="store_true", help="show the output of tests that pass, too")
    parser.add_argument("--match", action="append", default=[])
    parser.add_argument("--patience", type=int, default=1, help="multiply the time limits")
    parser.add_argument("--broken", action="append", default=[])
    parser.add_argument("directories", nargs="*")
    options = parser.parse_args()

    passed, failed, skipped = 0, 0, 0
    remarks = list(options.broken)
    for argument in options.directories:
        directory, _, suite = argument.partition(":")
        records = run(directory, suite, options)
        if records is None:
            remarks.append(f"{directory}: meson test could not run")
        for record in records or []:
            test = counts(record)
            passed, failed, skipped = passed + test[0], failed + test[1], skipped + test[2]
            name = record["name"].split(" / ")[-1]
            if test[1] or options.show:
                show(f"{name} in {directory}: {record['result']}", record)
            if test[2]:
                print(f"skipped: {name} in {directory}")
    failed += len(remarks)
    print()
    for remark in remarks:
        print(f"failed: {remark}")
    if passed + failed == 0:
        print("no test ran")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
