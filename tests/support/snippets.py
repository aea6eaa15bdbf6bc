#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that the C++ in README.md and docs/**/*.md is true.

usage: snippets.py [--cache FILE] [--library FILE] [PAGE...]

Every block between ```cpp and ``` is compiled with g++ as a file of its own. An HTML comment right above the block,
which no reader sees, says otherwise; several markers are separated by semicolons:

  <!-- continues -->              the block is the next part of the file that the block before it began
  <!-- file: bank.hpp -->         the block is that file; other blocks of the page may #include "bank.hpp"
  <!-- inside: bank.hpp -->       the block is statements: the body of a function, below #include "bank.hpp", which is a
                                  file of this page or of tests/support/snippets/ (there may be none: `inside:`)
  <!-- run -->                    the block is a program: it is linked and run, and must end with 0. If the next block
                                  of the page is ```text, that is what it prints; `...` stands for any text
  <!-- from: samples/a.cpp -->    the block is that file, less its SPDX line and include guard (nothing is compiled)
  <!-- from: samples/a.cpp#part -->   or the part of it between the lines `// [part]` and `// [/part]`, unindented
  <!-- not compiled: reason -->   the block is not C++ that compiles, and why

Prints every failure and, last, "N passed, N failed", counting files.
"""
import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

import workshop
from workshop import ROOT

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Werror", "-Wno-unused-variable", "-Wno-unused-but-set-variable",
         "-fdiagnostics-color=never", "-I", str(ROOT / "include"), "-I", str(HERE / "snippets")]
# For programs that use it beside ours.
HTTPLIB = [flag for kind in ("--cflags", "--libs")
           for flag in subprocess.run(["pkg-config", kind, "cpp-httplib"], capture_output=True, text=True).stdout.split()]
MARKERS = {"continues", "file", "inside", "run", "from", "not compiled"}
SECONDS = 60  # that a program may run
LINES = 40  # shown of a failure


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int  # of the first line of code
    language: str
    markers: dict
    text: str

    def __str__(self):
        return f"{self.page}:{self.line}"


@dataclasses.dataclass
class Unit:
    """What is compiled at once: a block and those that continue it."""
    blocks: list
    expected: str | None = None  # what it prints

    @property
    def markers(self):
        return self.blocks[0].markers

    def text(self):
        return "".join(f'#line {block.line} "{block.page}"\n{block.text}\n' for block in self.blocks)

    def source(self):
        text = self.text()
        if self.markers.get("file", "").endswith(".hpp"):
            return f'#include "{self.markers["file"]}"\n'
        if "inside" not in self.markers:
            return text
        preamble = self.markers["inside"]
        return (f'#include "{preamble}"\n' if preamble else "") + "void snippet();\nvoid snippet() {\n" + text + "}\n"


def blocks_of(page):
    """The fenced blocks of a page. Raises ValueError for one that does not end."""
    lines = (ROOT / page).read_text().splitlines()
    blocks, comment, at = [], "", 0
    while at < len(lines):
        fence = re.match(r"( *)(```+)\s*([\w+#-]*)", lines[at])
        if not fence:
            whole = re.fullmatch(r"\s*<!--(.*)-->\s*", lines[at])
            comment = whole[1] if whole else comment if not lines[at].strip() else ""
            at += 1
            continue
        end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == fence[2]), None)
        if end is None:
            raise ValueError(f"{page}:{at + 1}: a block begins here and does not end")
        markers = {}
        for part in filter(None, (part.strip() for part in comment.split(";"))):
            name, _, value = part.partition(":")
            markers[name.strip()] = value.strip()
        text = textwrap.dedent("\n".join(lines[at + 1:end]))
        blocks.append(Block(page, at + 2, fence[3], markers, text))
        comment, at = "", end + 1
    return blocks


def units_of(page):
    """The C++ of a page, and what is wrong with its markers."""
    units, faults, previous = [], [], None
    try:
        blocks = blocks_of(page)
    except ValueError as error:
        return [], [str(error)]
    for block in blocks:
        if block.language == "text" and previous and "run" in previous.markers:
            previous.expected = block.text
        previous = None
        if block.language.lower() in ("c++", "cxx", "cc", "c", "hpp", "h"):
            faults.append(f"{block}: write ```cpp, so that it is checked")
        if block.language != "cpp":
            continue
        unknown = set(block.markers) - MARKERS
        if unknown:
            faults.append(f"{block}: no marker is called '{sorted(unknown)[0]}': there are {', '.join(sorted(MARKERS))}")
        elif "not compiled" in block.markers:
            if not block.markers["not compiled"]:
                faults.append(f"{block}: 'not compiled' needs a reason")
        elif "continues" in block.markers:
            if units and "from" not in units[-1].markers:
                previous = units[-1]
                previous.blocks.append(block)
                previous.markers.update({name: "" for name in block.markers if name == "run"})
            else:
                faults.append(f"{block}: there is nothing that it could continue")
        else:
            previous = Unit([block])
            units.append(previous)
    return units, faults


def from_fault(block):
    """What is wrong with a block that repeats a file of the tree."""
    path, _, part = block.markers["from"].partition("#")
    if not (ROOT / path).is_file():
        return f"there is no file {path}"
    text = (ROOT / path).read_text()
    if part:
        match = re.search(rf"^[ \t]*// \[{re.escape(part)}\]\n(.*?)^[ \t]*// \[/{re.escape(part)}\]$", text,
                          re.MULTILINE | re.DOTALL)
        if not match:
            return f"{path} has no lines // [{part}] and // [/{part}]"
        text = match[1]
    else:
        text = re.sub(r"^(//|#) SPDX-License-Identifier:.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"\A\s*#ifndef (\w+)\n#define \1\n(.*)#endif[^\n]*\s*\Z", r"\2", text, flags=re.DOTALL)
    wanted, got = (textwrap.dedent(side).strip("\n").splitlines() for side in (text, block.text))
    for number in range(max(len(wanted), len(got))):
        there = wanted[number] if number < len(wanted) else "(its end)"
        here = got[number] if number < len(got) else "(its end)"
        if here.rstrip() != there.rstrip():
            return f"differs from {path}: line {number + 1} here is\n  {here}\nand there\n  {there}"
    return None


def compile_command(page_files, output=None):
    mode = ["-o", str(output)] if output else ["-fsyntax-only"]
    return [workshop.compilers()["g++"], *FLAGS, "-I", str(page_files), *mode, "-x", "c++", "-"]


def call(command, **more):
    result = subprocess.run(command, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    return result.returncode, result.stdout


def run_fault(unit, page_files, library):
    """What is wrong with a program and what it prints."""
    if not library:
        return "is a program, and no --library was given to link it with"
    library = pathlib.Path(library).resolve()
    with tempfile.TemporaryDirectory() as directory:
        program = pathlib.Path(directory, "snippet")
        link = ["-x", "none", str(library), f"-Wl,-rpath,{library.parent}", "-lboost_json", "-pthread", *HTTPLIB, "-lssl", "-lcrypto"]
        code, output = call(compile_command(page_files, program) + link, input=unit.source())
        if code:
            return "does not compile or link:\n" + output
        try:
            code, output = call([program], cwd=directory, stdin=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return f"still ran after {SECONDS} s"
    if code:
        return f"ended with {code}:\n{output}"
    if unit.expected is not None:
        pattern = ".*".join(re.escape(part) for part in unit.expected.strip().split("..."))
        if not re.fullmatch(pattern, output.strip(), re.DOTALL):
            return f"printed\n{textwrap.indent(output, '  ')}and the page says\n{textwrap.indent(unit.expected, '  ')}"
    return None


def fault(unit, page_files, library, memory):
    if "from" in unit.markers:
        return from_fault(unit.blocks[0])
    command = compile_command("page")
    source = page_files / f"unit-{unit.blocks[0].line}"
    source.write_text(unit.source())
    files = [file for file in workshop.closure(source, [page_files, HERE / "snippets"]) if page_files not in file.parents]
    pages = [file.read_text() for file in workshop.closure(source, [page_files]) if page_files in file.parents]
    run = "run" in unit.markers
    if run and library and pathlib.Path(library).exists():
        files.append(pathlib.Path(library))
    key = memory.key(command, files, *pages, run, unit.expected)
    if memory.knows(key):
        return None
    if run:
        found = run_fault(unit, page_files, library)
    else:
        code, output = call(compile_command(page_files), input=unit.source())
        found = "does not compile:\n" + output if code else None
    if not found:
        memory.add(key)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", help="where to remember which snippets passed")
    parser.add_argument("--library", help="the libyonder.so that programs are linked with")
    parser.add_argument("pages", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    memory = workshop.Memory(options.cache)

    failures, jobs = [], []
    with tempfile.TemporaryDirectory() as directory:
        for number, page in enumerate(options.pages or workshop.tracked("README.md", "docs/*.md")):
            page_files = pathlib.Path(directory, str(number)).resolve()
            page_files.mkdir()
            units, faults = units_of(page)
            failures += faults
            for unit in units:
                if unit.markers.get("file"):
                    (page_files / unit.markers["file"]).write_text(unit.text())
            jobs += [(unit, page_files) for unit in units]
        found = workshop.each(lambda job: fault(*job, options.library, memory), jobs)
    failures += [f"{unit.blocks[0]}: {text}" for (unit, _), text in zip(jobs, found) if text]
    if not options.pages:
        memory.save()
    for text in failures:
        lines = text.rstrip().splitlines()
        print("\n".join([f"--- {lines[0]}", *lines[1:LINES]]) + ("\n..." if len(lines) > LINES else ""))
    passed = sum(text is None for text in found)
    return workshop.finish(passed, len(failures))


if __name__ == "__main__":
    sys.exit(main())
