# SPDX-License-Identifier: BSL-1.0
"""What the checks of this folder share: the tree, what a file includes, and results that need not be made twice."""
import concurrent.futures
import fnmatch
import functools
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
AT_ONCE = 2


def tracked(*patterns):
    """The files of the tree that match a pattern (all if none), as sorted paths relative to ROOT. What git ignores is
    left out; without git, what is built."""
    git = ["git", "-C", str(ROOT), "ls-files", "-co", "-z", "--exclude-standard"]
    try:
        listing = subprocess.run(git, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        names = [pathlib.Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        names = [file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file()]
        names = [name for name in names if name.parts[0] != ".git" and not re.match(r"build|__pycache__", name.parts[0])]
    return sorted(name for name in set(names)
                  if not patterns or any(fnmatch.fnmatch(str(name), pattern) for pattern in patterns))


def includes(text):
    """What a text includes: pairs of '<' or '"', and the name."""
    return INCLUDE.findall(text)


def resolve(name, quote, file, directories=()):
    """The file of ours that an include means, or None for one of somebody else's."""
    places = [file.parent] if quote == '"' else []
    for directory in [*places, *directories, ROOT / "include", ROOT / "src"]:
        candidate = directory / name
        if candidate.is_file():
            return candidate.resolve()
    return None


def closure(file, directories=()):
    """The file and everything of ours that it includes, however far."""
    found, waiting = set(), [pathlib.Path(file).resolve()]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        for quote, name in includes(file.read_text(errors="replace")):
            other = resolve(name, quote, file, directories)
            if other:
                waiting.append(other)
    return sorted(found)


def compilers():
    """The two compilers that every check uses: name to path."""
    clang = shutil.which("clang++-14") or shutil.which("clang++")
    found = {"g++": shutil.which("g++"), "clang++": clang}
    missing = [name for name, path in found.items() if not path]
    if missing:
        raise SystemExit(f"not installed: {' '.join(missing)} (./dev install-dependencies)\n0 passed, 1 failed")
    return found


@functools.lru_cache(maxsize=None)
def environment_of(program):
    """What decides, beside the files of ours, what a compiler makes of them."""
    version = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True).stdout
    boost = pathlib.Path("/usr/include/boost/version.hpp")
    return version + (boost.read_text() if boost.exists() else "")


class Memory:
    """Remembers across runs which checks passed on which input. Only successes are kept."""

    def __init__(self, file):
        self.file = pathlib.Path(file) if file else None
        self.before = set()
        self.now = set()
        if self.file and self.file.exists():
            self.before = set(json.loads(self.file.read_text()))

    def key(self, command, files, *more):
        digest = hashlib.sha256(environment_of(command[0]).encode())
        for part in [*command, *more]:
            digest.update(str(part).encode() + b"\0")
        for file in files:
            digest.update(str(file).encode() + b"\0" + pathlib.Path(file).read_bytes())
        return digest.hexdigest()

    def knows(self, key):
        if key in self.before:
            self.now.add(key)
            return True
        return False

    def add(self, key):
        self.now.add(key)

    def save(self):
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            partial = self.file.with_suffix(f".{os.getpid()}")
            partial.write_text(json.dumps(sorted(self.now)))
            partial.replace(self.file)


def each(function, items):
    """function(item) for all items, two at a time, results in order."""
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(function, items))


def finish(passed, failed):
    """Prints the line that suite.py adds up, and gives the exit code."""
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
