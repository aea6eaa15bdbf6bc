#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Clients that nobody here wrote call the hello server: curl, `buf curl`, and Node.js with @connectrpc/connect-node.

usage: run.py --work FOLDER --server PATH_TO_hello_server

The last two are installed from npm into FOLDER, which is kept: they are installed again when a version changes. What
cannot be installed fails. The source tree is not written to.
"""
import argparse
import contextlib
import gzip
import hashlib
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import workshop  # noqa: E402

PACKAGES = ("package.json", "package-lock.json", ".npmrc")
SECONDS = 20  # after which a program hangs
CURL = ("curl", "-q", "-sS", "--noproxy", "*", "-m", "10")
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


GREETING = {"text": "Hello, Ada!", "letters": 3}


class Server:
    """The hello server at an address, with the URL that it prints."""

    def __init__(self, program, address, log):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("YONDER_")}
        try:
            with open(log, "w") as errors:
                self.process = subprocess.Popen([program, address], env=environment, stdin=subprocess.DEVNULL,
                                                stdout=subprocess.PIPE, stderr=errors)
        except OSError as error:
            raise Failed(f"{program} cannot be run: {error.strerror}") from None
        self.url = self.read_url(log)

    def read_url(self, log):
        printed, until = b"", time.monotonic() + SECONDS
        while not printed.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            if not piece:
                self.stop()
                raise Failed(f"the server did not start: it printed {printed!r} and {pathlib.Path(log).read_text()!r}")
            printed += piece
        found = re.fullmatch(r"serving at (\S+)\n", printed.decode())
        if not found:
            self.stop()
            raise Failed(f"the server printed {printed!r}, not its URL")
        return found[1].rstrip("/")

    def stop(self):
        """Stops it, if it still runs; gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "nothing: it did not end after SIGTERM"
        finally:
            self.process.stdout.close()


class Bench:
    """What the checks work with."""

    def __init__(self, work, program, sockets):
        self.work = work
        self.buf = work / "node_modules" / ".bin" / "buf"
        self.servers = []
        self.socket = sockets / "hello.sock"
        self.is_installed = False  # what comes from npm
        try:
            self.tcp = self.start(program, "http://127.0.0.1:0", work / "server.log")
            self.unix = self.start(program, f"http+unix://{self.socket}", work / "server-unix.log")
        except Failed:
            self.stop()
            raise

    def start(self, program, address, log):
        self.servers.append(Server(program, address, log))
        return self.servers[-1]

    def stop(self):
        return [server.stop() for server in self.servers]

    def install(self):
        lock = (HERE / "package-lock.json").read_text()
        expect('"resolved"' not in lock and "://registry" not in lock, "package-lock.json names a registry")
        for name in PACKAGES:
            shutil.copy2(HERE / name, self.work)
        stamp = self.work / "installed"
        wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PACKAGES)).hexdigest()
        if not (stamp.exists() and stamp.read_text() == wanted and self.buf.exists()):
            stamp.unlink(missing_ok=True)
            code, _, errors = call(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"],
                                   self.work, seconds=300)
            expect(code == 0, f"`npm ci` in {self.work} ended with {code}:", errors)
            stamp.write_text(wanted)
        (self.work / "proto").mkdir(exist_ok=True)
        shutil.copy2(HERE / "greeter.proto", self.work / "proto")
        shutil.copy2(HERE / "buf.gen.yaml", self.work)
        shutil.copy2(HERE / "connect_clients.mjs", self.work)
        shutil.rmtree(self.work / "generated", ignore_errors=True)
        code, printed, errors = call([self.buf, "generate", "proto"], self.work)
        expect(code == 0, f"`buf generate` ended with {code}:", printed, errors)
        self.is_installed = True

    def curl(self, *options, data='{"name":"Ada"}', method="greet", interface="hello.v1.Greeter",
             kind="application/json", url=None):
        """Status, content type and body of the answer."""
        sent = ["--data-binary", "@-", "-H", f"Content-Type: {kind}"] if data is not None else []
        data = data.encode() if isinstance(data, str) else data
        code, printed, errors = call([*CURL, "-w", "\n%{http_code} %{content_type}", *sent, *options,
                                      f"{url or self.tcp.url}/{interface}/{method}"], given=data)
        expect(code == 0, f"curl ended with {code}:", errors)
        body, _, last = printed.rpartition("\n")
        status, _, content_type = last.partition(" ")
        return int(status), content_type, body

    def expect_greeting(self, *options, **more):
        answer = self.curl(*options, **more)
        expect(answer == (200, "application/json", '{"text":"Hello, Ada!","letters":3}'), "curl got", answer)

    def expect_refusal(self, status, code, message, *options, **more):
        answer = self.curl(*options, **more)
        expect(answer[:2] == (status, "application/json"), "curl got", answer)
        said = json.loads(answer[2])
        expect(said["code"] == code and re.search(message, said["message"]), "curl got", answer[2])
        return said

    def buf_curl(self, *options, data='{"name":"Ada"}', url=None, method="greet", interface="hello.v1.Greeter"):
        """Exit code, and the result or the error, which buf prints as JSON."""
        expect(self.is_installed, NOT_INSTALLED)
        code, printed, errors = call([self.buf, "curl", "--schema", "proto", "--protocol", "connect", "--data", data,
                                      *options, f"{url or self.tcp.url}/{interface}/{method}"], self.work)
        try:
            return code, json.loads(errors if code else printed)
        except ValueError:
            raise Failed(f"buf curl ended with {code} and printed {printed!r} and {errors!r}") from None


@check("curl gets the result of a call")
def curl_gets_the_result_of_a_call(bench):
    bench.expect_greeting()
    bench.expect_greeting(kind="application/json; charset=utf-8")
    answer = bench.curl(data='{"names":["Ada","Bo"]}', method="greet_all")
    expect(answer[2] == '{"result":[{"text":"Hello, Ada!","letters":3},{"text":"Hello, Bo!","letters":2}]}', answer)


@check("curl gets a declared exception with its data")
def curl_gets_a_declared_exception_with_its_data(bench):
    said = bench.expect_refusal(404, "not_found", "hello.v1.NobodyThere", data='{"name":""}')
    expect(said["details"][0]["type"] == "hello.v1.NobodyThere", said)
    expect(said["details"][0]["debug"] == {"who": "at the door"}, said)


@check("curl is told which argument has the wrong type")
def curl_is_told_which_argument_has_the_wrong_type(bench):
    bench.expect_refusal(400, "invalid_argument", r"greet: name: expected a string, got 5", data='{"name":5}')
    bench.expect_refusal(400, "invalid_argument", r"names\[1\]: expected a string", data='{"names":["Ada",5]}',
                         method="greet_all")


@check("curl is told which argument is missing")
def curl_is_told_which_argument_is_missing(bench):
    bench.expect_refusal(400, "invalid_argument", 'missing argument "name"', data="{}")


@check("curl is told where text is not JSON")
def curl_is_told_where_text_is_not_json(bench):
    bench.expect_refusal(400, "invalid_argument", r"line 1, column 10", data='{"name":"')


@check("curl gets 404 for what is not there")
def curl_gets_404_for_what_is_not_there(bench):
    bench.expect_refusal(404, "unimplemented", 'no method "vanish"', method="vanish")
    bench.expect_refusal(404, "unimplemented", 'no interface "hello.v1.Porter"', interface="hello.v1.Porter")


@check("curl gets 415 for what is neither JSON nor Protobuf")
def curl_gets_415_for_what_is_neither(bench):
    for kind in "text/plain", "application/protobuf", "application/connect+json", "application/x-www-form-urlencoded":
        bench.expect_refusal(415, "unimplemented", kind.replace("+", r"\+"), kind=kind)


@check("curl gets 405 for GET")
def curl_gets_405_for_get(bench):
    bench.expect_refusal(405, "unimplemented", "POST", data=None)
    answer = bench.curl("-i", data=None)[2]
    expect(re.search(r"(?mi)^Allow: POST\r?$", answer), "there is no header Allow in", answer)


@check("curl gets 413 for too large a body")
def curl_gets_413_for_too_large_a_body(bench):
    large = b'{"name":"' + b"a" * 5_000_000 + b'"}'
    for options in (), ("-H", "Expect:"), ("-H", "Transfer-Encoding: chunked"):
        bench.expect_refusal(413, "resource_exhausted", "4194304 bytes", *options, data=large)
    bench.expect_refusal(413, "resource_exhausted", "4194304 bytes", "-H", "Content-Encoding: gzip",
                         data=gzip.compress(large))


@check("curl may compress what it sends")
def curl_may_compress_what_it_sends(bench):
    bench.expect_greeting("-H", "Content-Encoding: gzip", data=gzip.compress(b'{"name":"Ada"}'))
    bench.expect_refusal(501, "unimplemented", '"br"', "-H", "Content-Encoding: br")


@check("curl may send in chunks")
def curl_may_send_in_chunks(bench):
    bench.expect_greeting("-H", "Transfer-Encoding: chunked")


@check("curl that waits for 100 is told to continue")
def curl_that_waits_for_100_is_told_to_continue(bench):
    # curl would send after --expect100-timeout in any case, so that is longer than a call may take.
    wait = ["-H", "Expect: 100-continue", "--expect100-timeout", "30"]
    bench.expect_greeting(*wait)
    bench.expect_refusal(415, "unimplemented", "text/plain", *wait, kind="text/plain")


@check("curl that offers HTTP/2 is served by HTTP/1.1")
def curl_that_offers_http_2_is_served_by_http_1(bench):
    bench.expect_greeting("--http2")


@check("curl that insists on HTTP/2 is refused and does not hang")
def curl_that_insists_on_http_2_is_refused_and_does_not_hang(bench):
    code, printed, errors = call([*CURL, "--http2-prior-knowledge", "-d", "{}",
                                  f"{bench.tcp.url}/hello.v1.Greeter/greet"])
    expect(code not in (0, 28), f"curl ended with {code}:", printed, errors)  # 28: it waited in vain
    bench.expect_greeting()


@check("curl of HTTP/1.0 is served")
def curl_of_http_1_0_is_served(bench):
    bench.expect_greeting("--http1.0")


@check("curl uses a connection again")
def curl_uses_a_connection_again(bench):
    url = f"{bench.tcp.url}/hello.v1.Greeter/greet"
    code, printed, errors = call([*CURL, "-o", os.devnull, "-o", os.devnull,
                                  "-w", "%{http_code} %{num_connects},", "-H", "Content-Type: application/json",
                                  "-d", '{"name":"Ada"}', url, url])
    expect((code, printed) == (0, "200 1,200 0,"), "status and new connections of two calls:", code, printed, errors)


@check("the server keeps an idle connection for as long as it announces")
def idle_connections(bench):
    address = bench.tcp.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=SECONDS)
    with contextlib.closing(connection):
        connection.request("POST", "/hello.v1.Greeter/greet", '{"name":"Ada"}', {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        announced = re.match(r"timeout=(\d+)", answer.headers.get("Keep-Alive", ""))
        if not announced:
            return  # nothing is promised
        begun = time.monotonic()
        ended, _, _ = select.select([connection.sock], [], [], max(0, int(announced[1]) - 0.3))
        expect(not ended, f"it announced \"Keep-Alive: {answer.headers['Keep-Alive']}\" and closed after",
               f"{time.monotonic() - begun:.1f} s")


@check("curl is told that its deadline passed")
def curl_is_told_that_its_deadline_passed(bench):
    bench.expect_refusal(504, "deadline_exceeded", "deadline", "-H", "Connect-Timeout-Ms: 0")
    bench.expect_greeting("-H", "Connect-Timeout-Ms: 4000")


@check("curl calls over a Unix socket")
def curl_calls_over_a_unix_socket(bench):
    expect(bench.unix.url == f"http+unix://{bench.socket}", "the server printed", bench.unix.url)
    bench.expect_greeting("--unix-socket", bench.socket, url="http://localhost")


# buf curl sends application/proto and has no option for JSON, so that none of its calls is served; what it shows must
# say so. Its exit code is that of gRPC times eight: 12 is unimplemented.

@check("buf curl gets the result of a call")
def buf_curl_gets_the_result_of_a_call(bench):
    expect(bench.buf_curl() == (0, GREETING), bench.buf_curl())
    code, said = bench.buf_curl(data='{"names":["Ada","Bo"]}', method="greet_all")
    expect(code == 0 and [one["text"] for one in said["result"]] == ["Hello, Ada!", "Hello, Bo!"], code, said)


@check("buf curl shows a declared exception with its data")
def buf_curl_shows_a_declared_exception_with_its_data(bench):
    code, error = bench.buf_curl(data='{"name":""}')
    expect(code == 5 * 8 and error["code"] == "not_found", code, error)
    expect(error["details"][0]["debug"] == {"who": "at the door"}, error)
    expect(error["details"][0]["value"] == "CgthdCB0aGUgZG9vcg", error)


@check("buf curl is told which argument is missing")
def buf_curl_is_told_which_argument_is_missing(bench):
    code, error = bench.buf_curl(data="{}")
    expect(code == 3 * 8 and 'missing argument "name"' in error["message"], code, error)


@check("buf curl shows that a method is unknown")
def buf_curl_shows_that_a_method_is_unknown(bench):
    code, error = bench.buf_curl(method="vanish")
    expect(code == 12 * 8 and 'no method "vanish"' in error["message"], code, error)


@check("buf curl shows that an interface is unknown")
def buf_curl_shows_that_an_interface_is_unknown(bench):
    code, error = bench.buf_curl(interface="hello.v1.Porter")
    expect(code == 12 * 8 and 'no interface "hello.v1.Porter"' in error["message"], code, error)


@check("buf curl reaches a Unix socket")
def buf_curl_reaches_a_unix_socket(bench):
    said = bench.buf_curl("--unix-socket", bench.socket, url="http://localhost")
    expect(said == (0, GREETING), said)


def connect_clients(bench):
    """Name and problem, or None, of each check of connect_clients.mjs."""
    if not bench.is_installed:
        return [("Connect clients call the server", NOT_INSTALLED)]
    try:
        command = ["node", "connect_clients.mjs", bench.tcp.url, bench.socket]
        code, printed, errors = call(command, bench.work, seconds=120)
    except Failed as failed:
        return [("Connect clients call the server", str(failed))]
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith('{"')]
    results = [(line["name"], line["problem"]) for line in lines if "name" in line]
    if code or lines[-1:] != [{"end": True}]:
        results.append(("Connect clients come to their end", f"node ended with {code}: {errors}"))
    return results


def result_of(function, *arguments):
    try:
        function(*arguments)
    except Failed as failed:
        return str(failed)
    except Exception as error:  # an answer of another form than the check awaits
        return f"{type(error).__name__}: {error}"
    return None


def trials(work, program, sockets):
    """Name and problem, or None, of everything that is checked."""
    try:
        bench = Bench(work, program, sockets)
    except Failed as failed:
        yield "the server starts", str(failed)
        return
    try:
        yield "the clients from npm can be installed", result_of(bench.install)
        for sentence, function in CHECKS:
            yield sentence, result_of(function, bench)
        yield from connect_clients(bench)
    finally:
        codes = bench.stop()
    yield "a server ends with 0 after SIGTERM", None if codes == [0, 0] else f"they ended with {codes}"
    yield "a server removes its Unix socket", f"{bench.socket} is still there" if bench.socket.exists() else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--server", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    passed, failed = 0, 0
    with tempfile.TemporaryDirectory(prefix="yonder-") as sockets:  # the path of a socket has at most 107 characters
        for name, problem in trials(options.work.resolve(), options.server.resolve(), pathlib.Path(sockets)):
            if problem is None:
                passed += 1
                continue
            failed += 1
            print(f"--- {name}: {' '.join(problem.split())[:1000]}", flush=True)
    return workshop.finish(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
