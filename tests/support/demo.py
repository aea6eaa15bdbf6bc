#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The first command of the README: what `./dev demo` builds is there under that name, and the shop runs.

usage: demo.py BUILD
"""
import pathlib
import re
import subprocess
import sys

import workshop


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    verb = re.search(r"^verb_demo\(\) \{\n(.*?)^\}", (workshop.ROOT / "dev").read_text(), re.DOTALL | re.MULTILINE)
    targets = re.search(r"^ *compile debug (.*)$", verb[1], re.MULTILINE)[1].split()
    commands = [["ninja", "-C", str(build), "-n", *targets], [str(workshop.ROOT / "samples" / "shop" / "demo"), str(build)]]
    failed = 0
    for command in commands:
        told = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if told.returncode != 0:
            failed += 1
            print(" ".join(command), told.stdout, sep="\n")
    return workshop.finish(len(commands) - failed, failed)


if __name__ == "__main__":
    sys.exit(main())
