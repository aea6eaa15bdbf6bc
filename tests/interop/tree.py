# SPDX-License-Identifier: BSL-1.0
"""Three programs and a message, whose spans a collector puts together."""
import http.server
import json
import threading
import time

from tools import SECONDS, call, check, expect


class Collector:
    """Takes spans by OTLP over HTTP in JSON."""

    def __init__(self):
        self.spans, self.lock = [], threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with outer.lock:
                    for resource in body["resourceSpans"]:
                        service = {one["key"]: one["value"] for one in resource["resource"]["attributes"]}["service.name"]
                        outer.spans += [(service["stringValue"], span) for scope in resource["scopeSpans"]
                                        for span in scope["spans"]]
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/traces"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with self.lock:
                if len(self.spans) >= count:
                    return list(self.spans)
            time.sleep(0.02)
        expect(False, f"there are {len(self.spans)} spans, not {count}:", self.spans)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def tree_of(spans):
    names = {span["spanId"]: f"{service} {('', '', 'serves', 'calls')[span['kind']]} {span['name']}" for service, span in spans}
    return sorted((names[span["spanId"]], names.get(span.get("parentSpanId"), "")) for _, span in spans)


@check("three programs and a message show one activity as one tree of spans, over HTTP and the wire")
def spans_are_a_tree(bench):
    passed, noted = "relay.v1.Station/pass", "relay.v1.Station/note"
    for scheme in "http", "yonder":
        collector = Collector()
        try:
            stock = bench.start(bench.traced_program, f"stock {collector.url} {scheme}://127.0.0.1:0", bench.work / "stock.log")
            orders = bench.start(bench.traced_program, f"orders {collector.url} {scheme}://127.0.0.1:0 {stock.url}",
                                 bench.work / "orders.log")
            code, printed, errors = call([bench.traced_program, f"web {collector.url} call {orders.url}"])
            expect(code == 0 and printed == "1\n", code, printed, errors)
            spans = collector.wait_for(6)
        finally:
            collector.stop()
        expect(len({span["traceId"] for _, span in spans}) == 1, scheme, spans)
        expect(tree_of(spans) == sorted([
            (f"web calls {passed}", ""),
            (f"orders serves {passed}", f"web calls {passed}"),
            (f"orders calls {passed}", f"orders serves {passed}"),
            (f"orders calls {noted}", f"orders serves {passed}"),
            (f"stock serves {passed}", f"orders calls {passed}"),
            (f"stock serves {noted}", f"orders calls {noted}")]), scheme, tree_of(spans))
