#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what an interface costs a build, ours and gRPC's: seconds and object size for 1, 10 and 50 methods.

usage: compile_time.py [--json FILE] [--quick] [--only PART] [COMPILER...]

Each method takes a string, an integer and a struct of six members and returns a struct; ten structs are shared among the
methods. Ours is one file that binds the interface to a URL and exposes it; gRPC's are the files that it generates and one
that makes a stub and registers a service, all methods left as they are. Times are of the processor, the best of several, at
-O2 without debug information. --only yonder leaves gRPC out.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

import figures

ROOT = pathlib.Path(__file__).resolve().parents[1]
STANDARD = "#include <chrono>\n#include <string>\n#include <vector>\n"
METHODS = (1, 10, 50)
TIMES, QUICK_TIMES = 2, 1


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


def proto(methods):
    text = 'syntax = "proto3";\npackage bench;\n'
    for i in range(min(methods, 10)):
        text += (f"message Record{i} {{ int64 id = 1; string name = 2; string sku = 3; int64 cents = 4; int32 stock = 5; "
                 f"repeated string tags = 6; }}\n")
    for i in range(methods):
        text += f"message Request{i} {{ string name = 1; int64 number = 2; Record{i % 10} record = 3; }}\n"
    text += "service Store {\n"
    for i in range(methods):
        text += f"  rpc method{i}(Request{i}) returns (Record{i % 10});\n"
    return text + "}\n"


GRPC_PROGRAM = """#include "service.grpc.pb.h"
#include <grpcpp/grpcpp.h>
std::unique_ptr<bench::Store::Stub> wire(grpc::ServerBuilder& server, bench::Store::Service& service) {
    server.RegisterService(&service);
    return bench::Store::NewStub(grpc::CreateChannel("127.0.0.1:8080", grpc::InsecureChannelCredentials()));
}
"""


def compiled(compiler, source, optimization, times):
    """The seconds that a file takes, and the bytes of its object."""
    best, result = None, source.with_suffix(".o")
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([compiler, "-std=c++20", optimization, "-w", "-c", source, "-o", result, "-I", ROOT / "include",
                        "-I", source.parent], check=True, env={**os.environ, "CCACHE_DISABLE": "1"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = seconds if best is None else min(best, seconds)
    return best, result.stat().st_size


def measure(compiler, text, optimization, times):
    with tempfile.TemporaryDirectory() as directory:
        source = pathlib.Path(directory, "a.cpp")
        source.write_text(text)
        return compiled(compiler, source, optimization, times)


def measure_grpc(compiler, methods, times):
    with tempfile.TemporaryDirectory() as directory:
        folder = pathlib.Path(directory)
        (folder / "service.proto").write_text(proto(methods))
        (folder / "main.cpp").write_text(GRPC_PROGRAM)
        subprocess.run(["protoc", f"--proto_path={folder}", f"--cpp_out={folder}", f"--grpc_out={folder}",
                        f"--plugin=protoc-gen-grpc={shutil.which('grpc_cpp_plugin')}", folder / "service.proto"],
                       check=True)
        parts = [compiled(compiler, folder / name, "-O2", times)
                 for name in ("service.pb.cc", "service.grpc.pb.cc", "main.cpp")]
        return sum(seconds for seconds, _ in parts), sum(size for _, size in parts)


def main():
    parser = figures.parser(__doc__)
    parser.add_argument("compilers", nargs="*", default=["g++"])
    options = parser.parse_args()
    times = QUICK_TIMES if options.quick else TIMES
    counts = METHODS[:2] if options.quick else METHODS
    missing = None
    if options.only and not any(part in "gRPC" for part in options.only):
        missing = "it was not asked for"
    elif not (shutil.which("protoc") and shutil.which("grpc_cpp_plugin")
            and figures.first_line("pkg-config", "--modversion", "grpc++")):
        missing = "its packages are not there"
    rows = []

    def add(contender, methods, seconds, size, **more):
        work = f"compile {methods} method{'s' if methods > 1 else ''}"
        rows.append(figures.row(contender, work, seconds=round(seconds, 3), object_bytes=size, **more))

    for compiler in options.compilers:
        bare, _ = measure(compiler, STANDARD, "-O0", times)
        described, _ = measure(compiler, STANDARD + "#include <yonder/describe.hpp>\n", "-O0", times)
        print(f"\n{compiler}: <yonder/describe.hpp> adds {described - bare:.2f} s at -O0 to a file of {bare:.2f} s")
        rows.append(figures.row(f"yonder, {compiler}", "compile describe.hpp", seconds=round(described - bare, 3)))
        print(f"{'methods':>8}{'contract s':>12}{'all s':>8}{'object KB':>11}"
              + ("" if missing else f"{'gRPC s':>12}{'object KB':>11}"))
        first, seconds = {}, {}
        for methods in counts:
            plain, _ = measure(compiler, contract(methods), "-O2", times)
            seconds["yonder"], size = measure(compiler, program(methods), "-O2", times)
            add(f"yonder, {compiler}", methods, seconds["yonder"], size, contract_seconds=round(plain, 3))
            line = f"{methods:8}{plain:12.2f}{seconds['yonder']:8.2f}{size / 1024:11.0f}"
            if not missing:
                seconds["gRPC"], size = measure_grpc(compiler, methods, times)
                add(f"gRPC, {compiler}", methods, seconds["gRPC"], size)
                line += f"{seconds['gRPC']:12.2f}{size / 1024:11.0f}"
            print(line, flush=True)
            first = first or dict(seconds)
        for name, last in seconds.items():
            each = (last - first[name]) / (counts[-1] - counts[0])
            print(f"a method more costs {each:.3f} s with {name}")
            rows.append(figures.row(f"{name}, {compiler}", "compile a method more", seconds=round(each, 4)))
    if missing:
        print(f"not here: gRPC: {missing}")
        rows.append(figures.row("gRPC", "compile 1 method", not_here=missing))
    figures.save(options.json, rows)


if __name__ == "__main__":
    sys.exit(main())
