# SPDX-License-Identifier: BSL-1.0
"""The programs of bench/contenders: which there are, and how they are started, pinned and asked for figures."""
import collections
import ctypes
import dataclasses
import json
import os
import pathlib
import random
import select
import signal
import subprocess
import tempfile
import time

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    program: str
    address: str  # {directory} is one for sockets
    has_server: bool = True
    outstanding: bool = False  # calls under way at once, from one thread over one connection
    works: tuple = ("small", "large", "stream")  # where this form is the fastest that its technology has

    @property
    def server(self):
        return self.program, self.address


def forms(name, program, address, **more):
    """With callers that wait, and with one that does not."""
    return [Contender(name, program, address, **more),
            Contender(name + ", async", program, address, outstanding=True, **more)]


CONTENDERS = [
    *forms("raw TCP", "raw", "127.0.0.1:0"),
    *forms("raw Unix", "raw", "{directory}/raw"),
    *forms("yonder wire", "yonder", "yonder://127.0.0.1:0"),
    *forms("yonder wire, Unix", "yonder", "yonder+unix://{directory}/wire"),
    *forms("yonder HTTP, JSON", "yonder", "http://127.0.0.1:0"),
    *forms("yonder HTTP by cpp-httplib, JSON", "yonder", "threads http://127.0.0.1:0"),
    *forms("yonder HTTP, JSON, Unix", "yonder", "http+unix://{directory}/http"),
    *forms("yonder HTTP, binary", "yonder", "binary http://127.0.0.1:0"),
    *forms("gRPC, sync server", "grpc", "sync 127.0.0.1:0", works=("small", "large")),
    *forms("gRPC, callback server", "grpc", "callback 127.0.0.1:0"),
    *forms("Thrift, buffered", "thrift", "buffered 127.0.0.1:0"),
    *forms("Thrift, framed", "thrift", "framed 127.0.0.1:0", works=()),
    *forms("Cap'n Proto", "capnp", "127.0.0.1:0"),
    *forms("NATS", "nats", "broker"),
    Contender("yonder, local", "yonder", "local", has_server=False),
    *forms("yonder, isolated", "yonder", "isolated", has_server=False),
]


class NotHere(Exception):
    """What a contender lacks, or why it failed."""


def start(command, processors):
    """A process on those processors that ends with this one."""
    def prepare():
        os.sched_setaffinity(0, processors)
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            preexec_fn=prepare)


def last_words(process):
    """Why a process that has ended, or is ended now, says that it did."""
    process.kill()
    said = process.communicate()[1].strip().splitlines()
    return said[-1] if said else f"it ended with {process.returncode}"


class Server:
    """Serves until the end. A broker of its own counts as part of it."""

    def __init__(self, program, address, directory, processor):
        self.processes = []
        try:
            if address == "broker":
                address = self.start_broker(directory, processor)
            process = start([program, "serve", address.format(directory=directory)], {processor})
            self.processes.append(process)
            if not select.select([process.stdout], [], [], 10)[0]:
                raise NotHere("it did not say within 10 seconds that it is there")
            self.address = process.stdout.readline().strip()
            if not self.address:
                raise NotHere(last_words(process).replace(directory, ""))
        except BaseException:
            self.stop()
            raise

    def start_broker(self, directory, processor):
        try:
            broker = start(["nats-server", "--addr", "127.0.0.1", "--port", "-1", "--ports_file_dir", directory],
                           {processor})
        except FileNotFoundError:
            raise NotHere("nats-server is not installed") from None
        self.processes.append(broker)
        ports = pathlib.Path(directory, f"nats-server_{broker.pid}.ports")
        for _ in range(100):
            if ports.exists() and ports.read_text().strip():
                return json.loads(ports.read_text())["nats"][0]
            time.sleep(0.05)
        raise NotHere(f"nats-server: {last_words(broker)}")

    def place(self, processors):
        """Moves all threads that there are; those that come later start where the one is that starts them."""
        for process in self.processes:
            for thread in pathlib.Path(f"/proc/{process.pid}/task").glob("*"):
                try:
                    os.sched_setaffinity(int(thread.name), processors)
                except ProcessLookupError:  # it has ended in the meantime
                    pass

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()


def call(program, address, servers, processors, work, callers, seconds, outstanding=False, idle=0, items=1_000_000):
    """One line of figures from a client of its own."""
    command = [program, "call", address, "--work", work, "--callers", str(callers), "--seconds", str(seconds),
               "--warm-up", str(seconds / 4), "--items", str(items), "--idle", str(idle),
               "--servers", ",".join(str(process.pid) for process in servers)]
    process = start(command + (["--outstanding"] if outstanding else []), processors)
    try:
        out, errors = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise NotHere("it did not end within a minute") from None
    if process.returncode:
        said = errors.strip().splitlines()
        raise NotHere(f"failed: {said[-1] if said else process.returncode}")
    figures = json.loads(out)
    if "not_here" in figures:
        raise NotHere(figures["not_here"])
    return figures


def in_rounds(build, cells, rounds, processor, measure):
    """What `measure(cell, server)` gives for each cell, whose last two parts are a program and an address, in every round, in
    an order drawn anew; and why there is nothing of the others. Cells of one program and address share a server."""
    measured, missing, servers = collections.defaultdict(list), {}, {}
    with tempfile.TemporaryDirectory() as directory:
        try:
            for cell in cells:
                where = cell[-2:]
                if where in servers:
                    continue
                try:
                    servers[where] = Server(program_of(build, where[0]), where[1], directory, processor)
                except NotHere as why:
                    missing.update((other, str(why)) for other in cells if other[-2:] == where)
            for _ in range(rounds):
                waiting = [cell for cell in cells if cell not in missing]
                random.shuffle(waiting)
                for cell in waiting:
                    try:
                        measured[cell].append(measure(cell, servers[cell[-2:]]))
                    except NotHere as why:
                        missing[cell] = str(why)
        finally:
            for server in servers.values():
                server.stop()
    return measured, missing


def program_of(build, name):
    program = pathlib.Path(build, "contenders", f"bench_{name}")
    if not program.exists():
        raise NotHere("it was not built, as its packages are not there")
    return str(program)
