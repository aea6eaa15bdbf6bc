#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Installs the library under a prefix of its own and builds three programs with what was installed.

usage: run.py --work FOLDER [--compiler COMMAND]

pkgconfig/ is built with make and pkg-config, cmake/ with CMake from a copy of the prefix that was moved elsewhere, and
subproject/ with Meson, where this tree is the subproject. Each must build without a warning and serve
itself over HTTP. FOLDER is kept, so that a second run only builds what changed.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "support"))
import workshop  # noqa: E402

PRINTED = "bank.v1.Accounts 4\n"
VARIABLES = ("DESTDIR", "PKG_CONFIG_PATH", "CMAKE_PREFIX_PATH", "LD_LIBRARY_PATH", "MESON_BUILD_ROOT",
             "MESON_SOURCE_ROOT", "CPATH", "LIBRARY_PATH")


class Failed(Exception):
    pass


def call(command, **variables):
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environment.update({name: str(value) for name, value in variables.items()})
    result = subprocess.run([str(word) for word in command], env=environment, text=True, errors="replace",
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        raise Failed(f"{' '.join(map(str, command))}\nended with {result.returncode}:\n{result.stdout}")
    if re.search(r"\bwarning:", result.stdout, re.IGNORECASE):
        raise Failed(f"{' '.join(map(str, command))}\nwarned:\n{result.stdout}")
    return result.stdout


def check_output(program, **variables):
    printed = call([program], **variables)
    if printed != PRINTED:
        raise Failed(f"{program} printed {printed!r}, not {PRINTED!r}")


def fresh_copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def meson_setup(source, build, compiler, *options):
    if not (build / "build.ninja").exists():
        call(["meson", "setup", "--wrap-mode=nodownload", *options, build, source], CXX=compiler)


class Trial:
    def __init__(self, work, compiler):
        self.work, self.compiler = work, compiler
        self.prefix = work / "prefix"
        self.libraries = None

    def installation(self):
        # The options of `./dev test`, so that ccache has seen every file before.
        options = ["-Ddebug=true", "-Doptimization=1", "-Dwerror=true", "-Dcpp_args=-D_GLIBCXX_ASSERTIONS",
                   "-Dtests=disabled", "-Dsamples=disabled", "-Dbench=disabled", f"--prefix={self.prefix}"]
        meson_setup(ROOT, self.work / "library", self.compiler, *options)
        call(["ninja", "-j", workshop.AT_ONCE, "-C", self.work / "library"])
        shutil.rmtree(self.prefix, ignore_errors=True)
        call(["meson", "install", "--no-rebuild", "-C", self.work / "library"])
        self.libraries = next(self.prefix.rglob("libyonder.so")).parent
        for kind, name in ("pkgconfig", "yonder.pc"), ("cmake/yonder", "yonder-config.cmake"):
            if not (self.libraries / kind / name).is_file():
                raise Failed(f"{name} was not installed")
        here = {str(file.relative_to(ROOT / "include")) for file in (ROOT / "include").rglob("*.hpp")}
        there = {str(file.relative_to(self.prefix / "include")) for file in (self.prefix / "include").rglob("*") if file.is_file()}
        if here != there:
            raise Failed(f"the installed headers differ: {' '.join(sorted(here ^ there))}")

    def pkgconfig(self):
        flags = call(["pkg-config", "--cflags", "yonder"], PKG_CONFIG_PATH=self.libraries / "pkgconfig")
        if "-D" in flags:
            raise Failed(f"pkg-config sets macros in the user's program: {flags}")
        fresh_copy(HERE / "pkgconfig", self.work / "pkgconfig")
        call(["make", "-C", self.work / "pkgconfig", f"CXX={self.compiler}"],
             PKG_CONFIG_PATH=self.libraries / "pkgconfig")
        check_output(self.work / "pkgconfig" / "consumer", LD_LIBRARY_PATH=self.libraries)

    def cmake_from_a_moved_prefix(self):
        moved, build = self.work / "moved", self.work / "cmake"
        shutil.rmtree(moved, ignore_errors=True)
        shutil.copytree(self.prefix, moved, symlinks=True)
        shutil.rmtree(build, ignore_errors=True)
        hidden = self.prefix.with_name("prefix-hidden")
        shutil.rmtree(hidden, ignore_errors=True)
        self.prefix.rename(hidden)
        try:
            call(["cmake", "-S", HERE / "cmake", "-B", build, f"-DCMAKE_PREFIX_PATH={moved}",
                  f"-DCMAKE_CXX_COMPILER={self.compiler.split()[-1]}", "-Wno-dev"])
            call(["cmake", "--build", build])
            check_output(build / "consumer")
        finally:
            hidden.rename(self.prefix)

    def meson_subproject(self):
        source = self.work / "subproject"
        (source / "subprojects").mkdir(parents=True, exist_ok=True)
        for file in (HERE / "subproject").iterdir():
            shutil.copy2(file, source)
        link = source / "subprojects" / "yonder"
        if not link.is_symlink():
            link.symlink_to(ROOT)
        build = source / "build"
        meson_setup(source, build, self.compiler, "-Ddebug=false", "-Doptimization=0")
        call(["ninja", "-j", workshop.AT_ONCE, "-C", build])
        check_output(build / "consumer")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--compiler", default="g++")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    trial = Trial(options.work.resolve(), options.compiler)

    passed, failed = 0, 0
    for step in trial.installation, trial.pkgconfig, trial.cmake_from_a_moved_prefix, trial.meson_subproject:
        if failed and not trial.libraries and step != trial.meson_subproject:
            continue  # nothing was installed to try
        try:
            step()
            passed += 1
            print(f"ok: {step.__name__}")
        except (Failed, OSError, StopIteration) as error:
            failed += 1
            print(f"--- {step.__name__}: {error!s}")
    return workshop.finish(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
