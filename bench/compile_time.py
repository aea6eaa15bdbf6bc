#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what describing, binding and exposing an interface costs a build: seconds and object size for 1, 10 and 50 methods.

usage: compile_time.py [--json FILE] [COMPILER...]

Each method takes a string, an integer and a struct of six members and returns a struct; ten structs are shared among the
methods. Times are of the processor, the best of three, at -O2 without debug information.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
STANDARD = "#include <chrono>\n#include <string>\n#include <vector>\n"


def contract(methods):
    text = STANDARD + "#include <cstdint>\n#include <yonder/describe.hpp>\nnamespace bench {\n"
    for i in range(min(methods, 10)):
        text += (f"struct Record{i} {{ std::int64_t id = 0; std::string name; std::string sku; std::int64_t cents = 0; "
                 f"std::int32_t stock = 0; std::vector<std::string> tags; }};\n"
                 f"BOOST_DESCRIBE_STRUCT(Record{i}, (), (id, name, sku, cents, stock, tags))\n")
    text += "class Service {\npublic:\n    virtual ~Service() = default;\n"
    for i in range(methods):
        text += (f"    virtual Record{i % 10} method{i}(std::string const& name, std::int64_t number, "
                 f"Record{i % 10} const& record) = 0;\n")
    entries = ", ".join(f"(method{i}, name, number, record)" for i in range(methods))
    return text + f"}};\nYONDER_INTERFACE(Service, (), {entries})\n}}\n"


def program(methods):
    return contract(methods) + ("#include <yonder/yonder.hpp>\n"
                                "void wire(yonder::container& app, yonder::host& host) {\n"
                                "    app.bind<bench::Service>().to_remote(\"http://127.0.0.1:8080\");\n"
                                "    host.expose<bench::Service>();\n}\n")


def measure(compiler, text, optimization):
    with tempfile.TemporaryDirectory() as directory:
        source, result = pathlib.Path(directory, "a.cpp"), pathlib.Path(directory, "a.o")
        source.write_text(text)
        best = None
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([compiler, "-std=c++20", optimization, "-c", source, "-o", result, "-I", ROOT / "include"],
                           check=True, env={**os.environ, "CCACHE_DISABLE": "1"})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            best = seconds if best is None else min(best, seconds)
        return best, result.stat().st_size


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("compilers", nargs="*", default=["g++"])
    options = parser.parse_args()
    rows = []
    for compiler in options.compilers:
        bare, _ = measure(compiler, STANDARD, "-O0")
        described, _ = measure(compiler, STANDARD + "#include <yonder/describe.hpp>\n", "-O0")
        print(f"\n{compiler}: <yonder/describe.hpp> adds {described - bare:.2f} s at -O0 to a file of {bare:.2f} s")
        rows.append({"contender": compiler, "work": "describe.hpp", "seconds": round(described - bare, 3)})
        print(f"{'methods':>8} {'contract s':>11} {'bound and exposed s':>20} {'object KB':>10}")
        first = None
        for methods in (1, 10, 50):
            plain, _ = measure(compiler, contract(methods), "-O2")
            seconds, size = measure(compiler, program(methods), "-O2")
            first = first if first is not None else seconds
            print(f"{methods:8} {plain:11.2f} {seconds:20.2f} {size / 1024:10.0f}")
            rows.append({"contender": compiler, "work": f"{methods} methods", "seconds": round(seconds, 3),
                         "contract_seconds": round(plain, 3), "object_bytes": size})
        print(f"a method more costs {(seconds - first) / 49:.3f} s")
        rows.append({"contender": compiler, "work": "a method", "seconds": round((seconds - first) / 49, 4)})
    if options.json:
        options.json.write_text(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
