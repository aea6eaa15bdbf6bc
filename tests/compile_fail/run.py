#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks what g++ and clang say of users' mistakes.

usage: run.py [--cache FILE] [NAME...]

Each *.cpp beside this script is one mistake. It begins with one or more lines `// ERROR: text`. It passes if the
compiler refuses it, every text is in the output, exactly one line of the output is an error, which is a failed
static_assert, and the output has at most 15 lines. control.cpp is the same contract without a mistake, and must compile
without a word.
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import workshop  # noqa: E402

LINES = 15
FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-fdiagnostics-color=never", "-I", "include"]
ERROR = re.compile(r"\berror: ")
ASSERTION = re.compile(r"error: (static assertion failed|static_assert failed)")


def faults(case, code, output):
    lines = output.splitlines()
    if case.name == "control.cpp":
        if code or lines:
            yield "must compile without a word"
        return
    expected = re.findall(r"^// ERROR: (.*\S)\s*$", case.read_text(), re.MULTILINE)
    if not case.read_text().startswith("// ERROR: "):
        yield "must begin with a line // ERROR: text"
    if code == 0:
        yield "was accepted"
    elif code != 1:
        yield f"the compiler ended with {code}"
    for text in expected:
        if text not in output:
            yield f"the output lacks: {text}"
    assertions = sum(bool(ASSERTION.search(line)) for line in lines)
    if assertions != 1:
        yield f"{assertions} lines are a failed static_assert, not exactly one"
    errors = sum(bool(ERROR.search(line)) for line in lines)
    if errors != 1:
        yield f"{errors} lines are an error, not exactly one"
    if len(lines) > LINES:
        yield f"{len(lines)} lines of output, and {LINES} are allowed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", help="where to remember which cases passed")
    parser.add_argument("names", nargs="*", help="parts of the names of the cases to run; all if none")
    options = parser.parse_args()
    memory = workshop.Memory(options.cache)

    def check(job):
        case, compiler = job
        command = [workshop.compilers()[compiler], *FLAGS, str(case.relative_to(workshop.ROOT))]
        key = memory.key(command, [*workshop.closure(case), pathlib.Path(__file__).resolve()])
        if memory.knows(key):
            return True, ""
        result = subprocess.run(command, cwd=workshop.ROOT, text=True, errors="replace", stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)
        found = list(faults(case, result.returncode, result.stdout))
        if not found:
            memory.add(key)
            return True, ""
        shown = result.stdout.splitlines()[:3 * LINES]
        return False, "\n".join([f"--- {case.name}, {compiler}: {'; '.join(found)}", *shown])

    cases = [case for case in sorted(HERE.glob("*.cpp"))
             if not options.names or any(name in case.name for name in options.names)]
    results = workshop.each(check, [(case, compiler) for case in cases for compiler in ("g++", "clang++")])
    if not options.names:
        memory.save()
        if HERE / "control.cpp" not in cases:
            results.append((False, "--- control.cpp, the case that must compile, is missing"))
    for passed, text in results:
        if not passed:
            print(text)
    return workshop.finish(sum(passed for passed, _ in results), sum(not passed for passed, _ in results))


if __name__ == "__main__":
    sys.exit(main())
