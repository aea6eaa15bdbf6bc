# SPDX-License-Identifier: BSL-1.0
"""What the checks of this folder are made with."""
import os
import select
import subprocess
import time

SECONDS = 20  # after which a program hangs
NOT_INSTALLED = "the client is not installed"
CHECKS = []


class Failed(Exception):
    pass


def check(sentence):
    """The function checks what the sentence says of the product."""
    def add(function):
        CHECKS.append((sentence, function))
        return function
    return add


def expect(holds, *found):
    if not holds:
        raise Failed(" ".join(str(one) for one in found))


def call(command, folder=None, given=None, seconds=SECONDS):
    """The exit code, standard output and standard error of a program."""
    try:
        ended = subprocess.run([str(word) for word in command], cwd=folder, input=given, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Failed(f"{command[0]} was not over after {seconds} seconds") from None
    except OSError as error:
        raise Failed(f"{command[0]} cannot be run: {error.strerror}") from None
    return ended.returncode, ended.stdout.decode(errors="replace"), ended.stderr.decode(errors="replace")


class Lines:
    """A program whose lines are read as they come."""

    def __init__(self, command, folder=None, given=None):
        try:
            self.process = subprocess.Popen([str(word) for word in command], cwd=folder, stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except OSError as error:
            raise Failed(f"{command[0]} cannot be run: {error.strerror}") from None
        self.read = b""
        if given is not None:
            self.process.stdin.write(given)
            self.process.stdin.close()

    def next(self):
        """The next line, without its end; None at the end."""
        until = time.monotonic() + SECONDS
        while b"\n" not in self.read:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            expect(ready, f"no line came in {SECONDS} seconds after", self.read)
            piece = os.read(self.process.stdout.fileno(), 4096)
            if not piece:
                return None
            self.read += piece
        line, _, self.read = self.read.partition(b"\n")
        return line.decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for pipe in self.process.stdin, self.process.stdout, self.process.stderr:
            pipe.close()
