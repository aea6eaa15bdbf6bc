#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs a Boost.Test program and ends with "N passed, N failed", counted from its JUnit log.

usage: counted.py PROGRAM [ARGUMENT...]

A program that crashes counts one failure more than it reported; one without a test case counts as a failure.
"""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree


def read(log):
    """passed, failed: test cases by their outcome. Cases that a filter left out count as neither."""
    passed, failed = 0, 0
    for case in xml.etree.ElementTree.parse(log).iter("testcase"):
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            failed += 1
        elif "skipped" not in outcomes:
            passed += 1
    return passed, failed


def main():
    program = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        log = pathlib.Path(directory, "log.xml")
        code = subprocess.run(program + [f"--logger=HRF,error,stdout:JUNIT,warning,{log}",
                                         "--color_output=no"]).returncode
        try:
            passed, failed = read(log)
        except (OSError, xml.etree.ElementTree.ParseError):
            passed, failed = 0, 0
            print(f"{program[0]}: left no readable log")
    if code < 0 or (code and not failed):
        failed += 1
        print(f"{program[0]}: ended with " + (f"signal {-code}" if code < 0 else f"exit code {code}"))
    elif passed + failed == 0:
        failed = 1
        print(f"{program[0]}: has no test case")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
