# SPDX-License-Identifier: BSL-1.0
"""Messages exchanged with peers that know nothing of the contract but the .proto that was printed of it: one made with
protoc and the C++ library of Protobuf, one with protoc-gen-es and @bufbuild/protobuf."""
import contextlib
import hashlib
import json
import pathlib
import shutil
import struct

import workshop
from tools import NOT_INSTALLED, Lines, call, check, expect

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ("Protobuf", "@bufbuild/protobuf")
PLAIN = "exchange.v1.Plain"


class Answers:
    """A program that answers each line with one."""

    def __init__(self, command, folder=None):
        self.lines = Lines(command, folder)

    def ask(self, *words):
        self.lines.process.stdin.write((" ".join(words) + "\n").encode())
        self.lines.process.stdin.flush()
        answer = self.lines.next()
        expect(answer is not None, f"the program ended at {words}")
        return answer


class Exchange:
    """Our program and one peer."""

    def __init__(self, ours, peer):
        self.ours, self.peer = ours, peer

    def read(self, type_name, message):
        """What we make of a message, written again."""
        answer = self.ours.ask("read", type_name, message or "-")
        expect(not answer.startswith("refused"), type_name, message, answer)
        return answer

    def pass_on(self, type_name, message):
        """The message as the peer writes it again, and in JSON."""
        answer = self.peer.ask("parse", type_name, message or "-")
        expect(not answer.startswith("refused"), type_name, message, answer)
        again, _, text = answer.partition(" ")
        return again.replace("-", ""), text

    def write(self, type_name, text):
        answer = self.peer.ask("write", type_name, text)
        expect(not answer.startswith("refused"), type_name, text, answer)
        return answer.replace("-", "")


def compile_peer(bench):
    """The program of peer.cpp, made again when it, what it is made of or the compiler changes."""
    compiler = workshop.compilers()["g++"]
    protos = sorted(file.relative_to(bench.protos) for file in (bench.protos / "exchange").rglob("*.proto"))
    code, flags, errors = call(["pkg-config", "--cflags", "--libs", "protobuf"])
    expect(code == 0, "libprotobuf-dev is not installed:", errors)
    code, version, errors = call(["protoc", "--version"])
    expect(code == 0, "protobuf-compiler is not installed:", errors)
    digest = hashlib.sha256((workshop.environment_of(compiler) + version + flags).encode())
    for file in HERE / "peer.cpp", *(bench.protos / name for name in protos):
        digest.update(file.read_bytes())
    stamp, program, made = bench.work / "peer.digest", bench.work / "peer", bench.work / "protobuf"
    if program.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return program
    stamp.unlink(missing_ok=True)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    code, printed, errors = call(["protoc", "--fatal_warnings", f"--cpp_out={made}", "-I", bench.protos, *protos])
    expect(code == 0, f"protoc ended with {code}:", printed, errors)
    sources = [made / name.with_suffix(".pb.cc") for name in protos]
    code, printed, errors = call([compiler, "-std=c++17", "-O0", "-I", made, HERE / "peer.cpp", *sources, "-o", program,
                                  *flags.split()], seconds=200)
    expect(code == 0, f"the compiler ended with {code}:", printed, errors)
    stamp.write_text(digest.hexdigest())
    return program


@contextlib.contextmanager
def exchanges(bench):
    """One for each peer, with its name."""
    expect(bench.is_installed, NOT_INSTALLED)
    with contextlib.ExitStack() as stack:
        def start(*command, folder=None):
            program = Answers(command, folder)
            stack.enter_context(program.lines)
            return program
        ours = start(bench.exchange_program, "answer")
        yield [(PEERS[0], Exchange(ours, start(compile_peer(bench)))),
               (PEERS[1], Exchange(ours, start("node", "peer.mjs", folder=bench.work)))]


def samples(bench):
    code, printed, errors = call([bench.exchange_program, "samples"])
    expect(code == 0 and printed, f"it ended with {code}:", errors)
    return [json.loads(line) for line in printed.splitlines()]


@check("protoc takes the .proto that is printed, without a warning, and its C++ compiles")
def protoc_takes_what_is_printed(bench):
    compile_peer(bench)


@check("a peer of Protobuf reads every value, and what it writes is the same value")
def a_peer_passes_on_every_value(bench):
    with exchanges(bench) as peers:
        for name, exchange in peers:
            for sample in samples(bench):
                again, _ = exchange.pass_on(sample["type"], sample["hex"])
                read = exchange.read(sample["type"], again)
                expect(read == sample["hex"], f"{name}: {sample['name']}: {sample['hex']} came back as {read}")


@check("the JSON of a peer of Protobuf is read as the same value, and it reads ours so")
def a_peer_has_the_same_json(bench):
    with exchanges(bench) as peers:
        for name, exchange in peers:
            for sample in (one for one in samples(bench) if "json" in one):
                _, text = exchange.pass_on(sample["type"], sample["hex"])
                read = exchange.ours.ask("read_json", sample["type"], text)
                expect(read == sample["hex"], f"{name}: {sample['name']}: we read {text} as {read}, not", sample["hex"])
                written = exchange.write(sample["type"], sample["json"])
                read = exchange.read(sample["type"], written)
                expect(read == sample["hex"], f"{name}: {sample['name']}: it reads {sample['json']} as {read}")


@check("a message that a peer of Protobuf fills by the names of its fields has these values")
def a_peer_fills_a_message_by_names(bench):
    with exchanges(bench) as peers:
        for name, exchange in peers:
            message = exchange.peer.ask("typed")
            value = json.loads(exchange.ours.ask("json", PLAIN, message))
            expected = {"id": 5, "tags": ["one"], "next": {"id": 7, "origin": {"x": 2.5, "y": 2}}, "numbers": [3],
                        "shades": {"9": "green"}, "choice": {"snail_mail": {"address": "here"}},
                        "shapes": [{"Nothing": {}}], "length": "2s", "any": "any"}
            for key, wanted in expected.items():
                found = value[key]
                if key == "next":
                    found = {"id": found["id"], "origin": found["origin"]}
                expect(found == wanted, f"{name}: {key} is {found}, not {wanted}")
            scalars = value["scalars"]
            expect((scalars["number"], scalars["color"], scalars["text"]) == (-7, "blue", "as it was"), name, scalars)


@check("members that a peer of Protobuf leaves out have the initializers of C++, and lists are empty")
def what_is_left_out_has_its_initializer(bench):
    with exchanges(bench) as peers:
        for name, exchange in peers:
            again, _ = exchange.pass_on(PLAIN, "")
            value = json.loads(exchange.ours.ask("json", PLAIN, again or "-"))
            scalars = value["scalars"]
            expect(value["id"] == 7 and value["length"] == "1.5s" and scalars["text"] == "as it was", name, value)
            expect(value["numbers"] == [] and value["tags"] == [], name, value)


# Messages made by hand.

def varint(value):
    value &= (1 << 64) - 1
    text = bytearray()
    while value >= 0x80:
        text.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(text) + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def double(field, value):
    return varint(field << 3 | 1) + struct.pack("<d", value)


def real(field, value):
    return varint(field << 3 | 5) + struct.pack("<f", value)


def message(field, *parts):
    content = b"".join(parts)
    return varint(field << 3 | 2) + varint(len(content)) + content


def group(field, *parts):
    return varint(field << 3 | 3) + b"".join(parts) + varint(field << 3 | 4)


UNKNOWN = (number(3000, -1) + double(3001, 1.5) + message(3002, b"\xff\x00") + real(536870911, 0.5) +
           group(3003, number(1, 5), group(2), message(3, b"x")))


def expect_one_meaning(bench, type_name, made, is_refused=False):
    """We read the message as its peer does, in whose own writing nothing is left to be decided."""
    with exchanges(bench) as peers:
        for name, exchange in peers:
            for what, parts in made.items():
                text = b"".join(parts).hex()
                ours = exchange.read(type_name, text)
                theirs = exchange.read(type_name, exchange.pass_on(type_name, text)[0])
                expect(ours == theirs, f"{name}: {what}: we read {text} as {ours}, it reads {theirs}")


@check("fields of a newer version are passed over, and a peer of Protobuf that passes them on changes nothing")
def fields_of_a_newer_version_are_passed_over(bench):
    with exchanges(bench) as peers:
        for name, exchange in peers:
            for sample in samples(bench):
                for newer in (sample["hex"] + UNKNOWN.hex(), UNKNOWN.hex() + sample["hex"]):
                    read = exchange.read(sample["type"], exchange.pass_on(sample["type"], newer)[0])
                    expect(read == sample["hex"] == exchange.read(sample["type"], newer), name, sample["name"], read)
    expect_one_meaning(bench, PLAIN, {
        "unknown fields everywhere": [message(1, number(6, 5), UNKNOWN), message(17, number(1, 3), UNKNOWN, message(2)),
                                      message(19, UNKNOWN, number(4, 3)), message(21, UNKNOWN, number(1, 3)),
                                      message(24, UNKNOWN, message(6, UNKNOWN, message(1, UNKNOWN, number(4, 1))))]})


@check("repeated numbers are read packed, not packed, and mixed, as a peer of Protobuf does")
def repeated_numbers_are_read_in_both_ways(bench):
    expect_one_meaning(bench, PLAIN, {
        "not packed": [number(6, 1), number(6, -1), double(7, 0.5), number(8, 1), number(9, 5), real(13, 1),
                       real(13, 2), number(15, 3)],
        "mixed": [number(6, 1), message(6, varint(2), varint(3)), number(6, 4), message(6)],
        "apart": [number(6, 1), number(3, 1), number(6, 2), message(10, b"a"), number(1001, 3), message(10, b"b")],
    })


@check("of a field that stands twice the last one counts, and messages are merged, as a peer of Protobuf does")
def of_a_field_that_stands_twice_the_last_counts(bench):
    point = [double(1, 3)], [double(2, 4)]
    scalars = [number(6, 5), message(12, b"x")], [number(6, 6), number(5, 1)]
    expect_one_meaning(bench, PLAIN, {
        "numbers and texts": [number(3, 0), number(1001, 1), number(1001, 2), number(3, 1)],
        "a struct": [message(1, *one) for one in scalars],
        "a struct, with others between": [message(1, *scalars[0]), number(3, 1), message(1, *scalars[1])],
        "an optional struct": [message(2, *one) for one in scalars],
        "what a pointer points to": [message(4, number(1001, 1), message(6, varint(4))),
                                     message(4, message(6, varint(5)))],
        "what a pointer to const points to": [message(5, *one) for one in point],
        "structs in structs": [message(4, message(4, message(1, *scalars[0]), message(10, b"a"))),
                               message(4, message(4, message(1, *scalars[1]), message(10, b"b")), number(1001, 5))],
        "another alternative": [message(19, number(4, 1)), message(19, message(8, b"x"))],
        "the same alternative": [message(19, message(2, *one)) for one in point],
        "alternatives within": [message(19, message(2, *point[0]), number(4, 1), message(2, *point[1]))],
        "the same alternative within": [message(19, *[message(2, *one) for one in point])],
        "an alternative and none": [message(19, number(4, 1)), message(19)],
        "an object": [message(25, message(1, number(1, 5))), message(25, message(1, message(1001, b"me")))],
        "another object": [message(25, message(1, number(1, 5))), message(25, message(2, message(1, b"me")))],
        "an object and none": [message(25, message(1, number(1, 5))), message(25)],
        "an object with a list": [message(25, message(3, message(1, b"a"))),
                                  message(25, message(3, message(1, b"b"), message(1001, b"me")))],
        "durations": [message(21, number(1, 5)), message(21, number(1, 3), number(2, 5000000))],
        "times": [message(23, number(1, 5)), message(23, number(2, 7), number(1, 6))],
        "untyped values": [message(24, number(4, 1)), message(24, message(3, b"x"))],
        "keys": [message(16, message(1, b"a"), number(2, 1)), message(16, message(1, b"b"), number(2, 2)),
                 message(16, message(1, b"a"), number(2, 3))],
        "keys with messages": [message(17, number(1, 1), message(2, *point[0])),
                               message(17, number(1, 1), message(2, *point[1]))],
        "the parts of an entry": [message(17, message(2, *point[0]), number(1, 1), number(1, 2), message(2, *point[1]))],
    })
    expect_one_meaning(bench, "exchange.v1.Nested", {
        "lists in messages": [message(3, message(1, b"a")), message(3, message(1, b"b"))],
        "a map in a message": [message(11, message(1, message(1, b"a"), message(2))),
                               message(11, message(1, message(1, b"b")))],
        "a list as an alternative": [message(10, message(1, message(1, varint(1)))),
                                     message(10, message(1, message(1, varint(2))))],
        "a tuple": [message(8, number(1, 1), message(2, b"a"), message(3, message(1, varint(1)))),
                    message(8, number(1, 2), message(3, message(1, varint(2))))],
        "a pair": [message(9, message(1, *point[0]), message(2, message(1, number(1, 1)))),
                   message(9, message(1, *point[1]), message(2))],
    })


@check("an entry of a map without its key or value has the empty ones, as a peer of Protobuf reads it")
def an_entry_without_key_or_value(bench):
    expect_one_meaning(bench, PLAIN, {
        "neither": [message(16)], "no value": [message(16, message(1, b"a"))], "no key": [message(16, number(2, 5))],
        "no enumerator": [message(18, number(1, 5))],
    })
