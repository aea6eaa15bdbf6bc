# SPDX-License-Identifier: BSL-1.0
"""What the benchmarks share: the rows that they write, the machine that they run on, and how they are told what to do."""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess

# Every row of every benchmark has these; one that makes no sense there is None. A benchmark may add keys of its own.
KEYS = ("contender", "work", "callers", "p50_us", "p99_us", "calls_per_s", "server_us_per_call", "of_raw")


def row(contender, work, **figures):
    return {**dict.fromkeys(KEYS), "contender": contender, "work": work, **figures}


def median(rows, key):
    """The median of one figure over the rounds, or None if none has it."""
    values = [one[key] for one in rows if one.get(key) is not None]
    return statistics.median(values) if values else None


def take(one, measured, why=None):
    """Fills a row with the medians of its rounds, and with why it has none."""
    for key in ("p50_us", "p99_us", "calls_per_s", "server_us_per_call"):
        one[key] = median(measured, key)
    if why:
        one["not_here"] = why
    return one


def head(text, ratio):
    """Of a table of lines."""
    print(f"\n{text:<40}{'p50 us':>10}{'calls/s':>12}{'server us':>11}{ratio:>8}")


def line(text, one):
    print(f"  {text:<38}{one['p50_us']:>10.1f}{one['calls_per_s']:>12,.0f}{one['server_us_per_call']:>11.2f}"
          f"{one.get('ratio', 1):>8.2f}")


def title(work, callers):
    """Of the rows with this work and so many callers, for people."""
    if work == "stream":
        return "a stream, an item"
    size, comma, where = work.partition(",")
    return f"the {size} call{comma}{where}, {callers} caller{'' if callers == 1 else 's (async: calls outstanding)'}"


def parser(text):
    """What tests/support/bench.py may pass to any benchmark."""
    made = argparse.ArgumentParser(description=text.splitlines()[0])
    made.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the rows there")
    made.add_argument("--quick", action="store_true", help="less time, more noise")
    made.add_argument("--only", action="append", default=[], metavar="PART",
                      help="only rows whose contender or work contains this")
    return made


def save(file, rows):
    if file:
        file.write_text(json.dumps(rows, indent=1) + "\n")


def two_processors():
    """One for the client and one for the server: two cores if there are two, and the same one twice if there is one."""
    allowed = sorted(os.sched_getaffinity(0))
    siblings = pathlib.Path(f"/sys/devices/system/cpu/cpu{allowed[0]}/topology/thread_siblings_list")
    beside = set()
    for part in re.findall(r"(\d+)(?:-(\d+))?", siblings.read_text() if siblings.exists() else ""):
        beside.update(range(int(part[0]), int(part[1] or part[0]) + 1))
    others = [one for one in allowed[1:] if one not in beside] or allowed[1:] or allowed
    return allowed[0], others[0]


def first_line(*command):
    try:
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout.partition("\n")[0].strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def machine():
    processors = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.*)", processors)
    release = pathlib.Path("/etc/os-release")
    name = re.search(r'PRETTY_NAME="(.*)"', release.read_text()) if release.exists() else None
    return {"processor": model[1].strip() if model else platform.machine(), "processors": os.cpu_count(),
            "kernel": platform.release(), "system": name[1] if name else platform.system(),
            "compiler": first_line("g++", "--version"), "load": round(os.getloadavg()[0], 2)}


def versions():
    """Of what was measured beside ours, as pkg-config and the programs themselves say."""
    packages = {"Boost": None, "cpp-httplib": "cpp-httplib", "gRPC": "grpc++", "protobuf": "protobuf", "Thrift": "thrift",
                "Cap'n Proto": "capnp-rpc", "libnats": "libnats", "simdjson": "simdjson", "RapidJSON": "RapidJSON",
                "nlohmann": "nlohmann_json"}
    found = {name: first_line("pkg-config", "--modversion", package) for name, package in packages.items() if package}
    header = pathlib.Path("/usr/include/boost/version.hpp")
    boost = re.search(r'BOOST_LIB_VERSION "(\w+)"', header.read_text()) if header.exists() else None
    found["Boost"] = boost[1].replace("_", ".") if boost else None
    broker = first_line("nats-server", "--version")
    found["nats-server"] = broker.rpartition("v")[2] if broker else None
    return {name: version for name, version in sorted(found.items()) if version}
