#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Clients that nobody here wrote call the hello server, one with streams and one with every type: curl, `buf curl`, and
Node.js with @connectrpc/connect-node; another with signatures is called by http-message-signatures. exchange.py has what is
exchanged with the libraries of Protobuf.

usage: run.py --work FOLDER --server PATH_TO_hello_server --streams PATH_TO_streams_server --exchange PATH_TO_exchange
              --signed PATH_TO_signed_server --traced PATH_TO_traced_program

What is of npm is installed into FOLDER, which is kept: it is installed again when a version changes. What cannot be
installed fails. The source tree is not written to.
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
import exchange  # noqa: E402,F401  with checks of its own
import tree  # noqa: E402,F401  the same
from tools import CHECKS, NOT_INSTALLED, SECONDS, Failed, Lines, call, check, expect  # noqa: E402

PACKAGES = ("package.json", "package-lock.json", ".npmrc")
CURL = ("curl", "-q", "-sS", "--noproxy", "*", "-m", "10")
GREETING = {"text": "Hello, Ada!", "letters": 3}


class Server:
    """A server at an address, with the URL that it prints."""

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

    def __init__(self, work, program, streams, exchange_program, signed, traced, sockets):
        self.work = work
        self.protos = work / "proto"
        self.streams_program = streams
        self.exchange_program = exchange_program
        self.signed_program = signed
        self.traced_program = traced
        self.buf = work / "node_modules" / ".bin" / "buf"
        self.servers = []
        self.socket = sockets / "hello.sock"
        self.is_installed = False  # what comes from npm
        try:
            self.tcp = self.start(program, "http://127.0.0.1:0", work / "server.log")
            self.unix = self.start(program, f"http+unix://{self.socket}", work / "server-unix.log")
            self.streams = self.start(streams, "http://127.0.0.1:0", work / "streams-server.log")
            self.signed = self.start(signed, "http://127.0.0.1:0", work / "signed-server.log")
            self.everything = self.start(exchange_program, "http://127.0.0.1:0", work / "exchange-server.log")
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
        self.print_protos()
        for name in "buf.gen.yaml", "connect_clients.mjs", "peer.mjs", "signatures.mjs":
            shutil.copy2(HERE / name, self.work)
        shutil.rmtree(self.work / "generated", ignore_errors=True)
        code, printed, errors = call([self.buf, "generate", "proto"], self.work)
        expect(code == 0, f"`buf generate` ended with {code}:", printed, errors)
        self.is_installed = True

    def print_protos(self):
        """One is written by hand, as a peer has it who knows more and less than the server; the rest is printed."""
        shutil.rmtree(self.protos, ignore_errors=True)
        self.protos.mkdir()
        shutil.copy2(HERE / "greeter.proto", self.protos)
        for program in self.exchange_program, self.streams_program:
            code, printed, errors = call([program, "print", self.protos])
            expect(code == 0, f"{program} print ended with {code}:", printed, errors)
        feed_proto = self.protos / "feed" / "v1" / "contract.proto"
        feed_proto.write_text(feed_proto.read_text().replace(
            "service Feed {", "service Feed {\n  // The server has no such method.\n"
            "  rpc vanish(FeedTwoRequest) returns (stream Tick);"))

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


@check("curl is told which derived types a pointer to their base may have")
def curl_is_told_which_derived_types_there_are(bench):
    bench.expect_refusal(400, "invalid_argument", r"value\.fleet\[1\]: unknown derived type \"Train\": known are Car, "
                         r"Vehicle, cargo_ship", data='{"value":{"fleet":[{"Car":{}},{"Train":{}}]}}', method="echo",
                         interface="exchange.v1.Exchange", url=bench.everything.url)


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


# Streams.

def feed(bench, *options, **more):
    return bench.curl(*options, interface="feed.v1.Feed", url=bench.streams.url, **more)


def curl_of_feed(bench, method, data, *options, kind="application/json"):
    """curl that shows what comes at once."""
    return Lines([*CURL, "-N", *options, "-H", f"Content-Type: {kind}", "--data-binary", data,
                  f"{bench.streams.url}/feed.v1.Feed/{method}"])


def expect_nothing_at_work(bench):
    until, at_work = time.monotonic() + SECONDS, None
    while time.monotonic() < until:
        at_work = json.loads(feed(bench, data="{}", method="at_work")[2])["result"]
        if at_work == 0:
            return
        time.sleep(0.01)
    raise Failed(f"the server still has {at_work} streams at work that nobody reads")


@check("curl gets a line for each item of a stream")
def curl_gets_a_line_for_each_item(bench):
    answer = feed(bench, data='{"to":3}', method="count")
    lines = "".join(f'{{"number":{one},"text":"tick {one}"}}\n' for one in (1, 2, 3))
    expect(answer == (200, "application/x-ndjson", lines), answer)


@check("curl -N shows a line before the next one exists")
def curl_shows_a_line_before_the_next_one_exists(bench):
    for accept, begins in ("application/x-ndjson", ""), ("text/event-stream", "data: "):
        with curl_of_feed(bench, "two", "{}", "-H", f"Accept: {accept}") as shown:
            line = shown.next()
            expect(line == begins + '{"number":1,"text":"first"}', line)
            feed(bench, data="{}", method="go_on")
            rest = []
            while (line := shown.next()) is not None:
                rest.append(line)
            wanted = [begins + '{"number":2,"text":"second"}']
            if begins:
                wanted = ["", *wanted, "", "event: end", "data: {}", ""]
            expect(rest == wanted, rest)


@check("curl of HTTP/1.0 gets a stream")
def curl_of_http_1_0_gets_a_stream(bench):
    answer = feed(bench, "--http1.0", data='{"to":2}', method="count")
    expect(answer[0] == 200 and answer[2].count("\n") == 2, answer)


@check("curl gets an error after items as the last line, or event")
def curl_gets_an_error_after_items(bench):
    status, _, body = feed(bench, data='{"count":2}', method="break_after")
    lines = [json.loads(line) for line in body.splitlines()]
    expect(status == 200 and [one.get("number") for one in lines] == [1, 2, None], status, body)
    expect(lines[2]["error"]["code"] == "aborted", body)
    expect(lines[2]["error"]["details"][0]["debug"] == {"after": 2}, body)
    body = feed(bench, "-H", "Accept: text/event-stream", data='{"count":2}', method="break_after")[2]
    found = re.search(r"\n\nevent: error\ndata: (.*)\n\n$", body)
    expect(found and json.loads(found[1])["code"] == "aborted", body)


@check("curl gets an error before the first item as its status")
def curl_gets_an_error_before_the_first_item(bench):
    for options in (), ("-H", "Accept: text/event-stream"):
        status, kind, body = feed(bench, *options, data='{"count":0}', method="break_after")
        expect((status, kind, json.loads(body)["code"]) == (409, "application/json", "aborted"), status, kind, body)
    expect(feed(bench, data='{"to":"x"}', method="count")[0] == 400, "a wrong argument")


@check("curl that goes away ends the stream on the server")
def curl_that_goes_away_ends_the_stream(bench):
    for options in (), ("-H", "Accept: text/event-stream"):
        with curl_of_feed(bench, "endless", "{}", *options) as shown:
            expect(shown.next(), "no line came")
        expect_nothing_at_work(bench)


@check("curl sends a stream of lines")
def curl_sends_a_stream_of_lines(bench):
    lines = '{"name":"ab"}\n' + "".join(f'{{"ticks":{{"number":{one},"text":""}}}}\n' for one in range(100))
    for options in (), ("-H", "Transfer-Encoding: chunked"), ("-H", "Expect: 100-continue"):
        answer = feed(bench, *options, data=lines, method="sum", kind="application/x-ndjson")
        expect(answer == (200, "application/json", '{"result":4952}'), answer)
    answer = feed(bench, data='{"name":"a"}\n{"ticks":{"number":-1,"text":""}}\n', method="sum",
                  kind="application/x-ndjson")
    expect(answer[0] == 409 and "feed.v1.Broken" in answer[2], answer)


@check("curl sends lines as they come to be")
def curl_sends_lines_as_they_come_to_be(bench):
    # Without -m: with it, curl 7.88 waits for what it sends and looks at no answer meanwhile.
    with Lines(["curl", "-q", "-sS", "--noproxy", "*", "-T", ".", "-X", "POST", "-H", "Expect:",
                "-H", "Content-Type: application/x-ndjson", f"{bench.streams.url}/feed.v1.Feed/sum"]) as sending:
        def say(line):
            sending.process.stdin.write(line + b"\n")
            sending.process.stdin.flush()
        say(b'{"name":""}')
        until = time.monotonic() + SECONDS
        while json.loads(feed(bench, data="{}", method="at_work")[2])["result"] != 1:
            expect(time.monotonic() < until, "the call did not begin before the end of its stream")
        say(b'{"ticks":{"number":5,"text":""}}')
        say(b'{"ticks":{"number":-1,"text":""}}')  # which is refused, though more could come
        try:
            sending.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise Failed(f"curl did not end within {SECONDS} seconds") from None
        answer = sending.process.stdout.read()
        expect(b'"aborted"' in answer, answer)
    expect_nothing_at_work(bench)


@check("curl gets 415 with what a stream may be sent as")
def curl_gets_415_with_what_a_stream_may_be_sent_as(bench):
    answer = feed(bench, "-i", kind="text/plain", method="sum")[2]
    expect(re.search(r"(?mi)^Accept-Post: application/x-ndjson, application/connect\+json", answer), answer)


def buf_feed(bench, method, data):
    """Exit code, the messages that buf shows, and the error."""
    expect(bench.is_installed, NOT_INSTALLED)
    code, printed, errors = call([bench.buf, "curl", "--schema", "proto", "--protocol", "connect", "--data", data,
                                  f"{bench.streams.url}/feed.v1.Feed/{method}"], bench.work)
    messages, at, decoder = [], 0, json.JSONDecoder()
    while printed[at:].strip():
        at += len(printed[at:]) - len(printed[at:].lstrip())
        message, at = decoder.raw_decode(printed, at)
        messages.append(message)
    try:
        return code, messages, json.loads(errors) if code else None
    except ValueError:
        raise Failed(f"buf curl ended with {code} and printed {printed!r} and {errors!r}") from None


@check("buf curl gets a stream")
def buf_curl_gets_a_stream(bench):
    code, messages, error = buf_feed(bench, "count", '{"to":20}')
    expect(code == 0 and [one["number"] for one in messages] == list(range(1, 21)), code, messages, error)
    expect(buf_feed(bench, "count", '{"to":0}') == (0, [], None), "an empty stream")


@check("buf curl shows the items and the error after them")
def buf_curl_shows_the_items_and_the_error(bench):
    code, messages, error = buf_feed(bench, "break_after", '{"count":2}')
    expect(code == 10 * 8 and len(messages) == 2 and error["code"] == "aborted", code, messages, error)
    expect(error["details"][0]["debug"] == {"after": 2}, error)
    code, messages, error = buf_feed(bench, "vanish", "{}")
    expect(code == 12 * 8 and not messages, code, messages, error)


@check("buf curl sends a stream")
def buf_curl_sends_a_stream(bench):
    said = buf_feed(bench, "sum", '{"name":"ab"} {"ticks":{"number":5,"text":"a"}} {"ticks":{"number":6,"text":"b"}}')
    expect(said == (0, [{"result": 13}], None), said)
    said = buf_feed(bench, "sum_numbers", '{"numbers":5} {"numbers":6}')
    expect(said == (0, [{"result": 11}], None), said)
    code, messages, error = buf_feed(bench, "sum", '{"name":"ab"} {"ticks":{"number":-5,"text":"a"}}')
    expect(code == 10 * 8 and error["code"] == "aborted", code, messages, error)


@check("buf curl that goes away ends the stream on the server")
def buf_curl_that_goes_away_ends_the_stream(bench):
    expect(bench.is_installed, NOT_INSTALLED)
    with Lines([bench.buf, "curl", "--schema", "proto", "--protocol", "connect", "--data", "{}",
                f"{bench.streams.url}/feed.v1.Feed/endless"], bench.work) as shown:
        expect(shown.next(), "no line came")
        os.kill(program_of(shown.process.pid), signal.SIGTERM)
        shown.process.wait(SECONDS)
    expect_nothing_at_work(bench)


def program_of(process):
    """The process itself, or the last of its descendants: npm has scripts that run the program."""
    while True:
        children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if not children:
            return int(process)
        process = children[0]


def checks_in_node(bench, script, *arguments):
    """Name and problem, or None, of each check of a script."""
    if not bench.is_installed:
        return [(f"{script} runs", NOT_INSTALLED)]
    try:
        code, printed, errors = call(["node", script, *arguments], bench.work, seconds=120)
    except Failed as failed:
        return [(f"{script} runs", str(failed))]
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith('{"')]
    results = [(line["name"], line["problem"]) for line in lines if "name" in line]
    if code or lines[-1:] != [{"end": True}]:
        results.append((f"{script} comes to its end", f"node ended with {code}: {errors}"))
    return results


def result_of(function, *arguments):
    try:
        function(*arguments)
    except Failed as failed:
        return str(failed)
    except Exception as error:  # an answer of another form than the check awaits
        return f"{type(error).__name__}: {error}"
    return None


def trials(work, program, streams, exchange_program, signed, traced, sockets):
    """Name and problem, or None, of everything that is checked."""
    try:
        bench = Bench(work, program, streams, exchange_program, signed, traced, sockets)
    except Failed as failed:
        yield "the server starts", str(failed)
        return
    try:
        yield "the clients from npm can be installed", result_of(bench.install)
        for sentence, function in CHECKS:
            yield sentence, result_of(function, bench)
        yield from checks_in_node(bench, "connect_clients.mjs", bench.tcp.url, bench.socket, bench.streams.url,
                                  bench.everything.url)
        yield from checks_in_node(bench, "signatures.mjs", bench.signed.url, bench.signed_program)
    finally:
        codes = bench.stop()
    yield "a server ends with 0 after SIGTERM", None if not any(codes) else f"they ended with {codes}"
    yield "a server removes its Unix socket", f"{bench.socket} is still there" if bench.socket.exists() else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--server", type=pathlib.Path, required=True)
    parser.add_argument("--streams", type=pathlib.Path, required=True)
    parser.add_argument("--exchange", type=pathlib.Path, required=True)
    parser.add_argument("--signed", type=pathlib.Path, required=True)
    parser.add_argument("--traced", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    passed, failed = 0, 0
    with tempfile.TemporaryDirectory(prefix="yonder-") as sockets:  # the path of a socket has at most 107 characters
        for name, problem in trials(options.work.resolve(), options.server.resolve(), options.streams.resolve(),
                                    options.exchange.resolve(), options.signed.resolve(), options.traced.resolve(),
                                    pathlib.Path(sockets)):
            if problem is None:
                passed += 1
                continue
            failed += 1
            print(f"--- {name}: {' '.join(problem.split())[:1000]}", flush=True)
    return workshop.finish(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
