// SPDX-License-Identifier: BSL-1.0
// Calls the hello server, the one with streams and the one with every type, with @connectrpc/connect-node.
//
// usage: node connect_clients.mjs URL SOCKET URL_OF_STREAMS URL_OF_EXCHANGE
//
// Prints for each check a line of JSON, {"name": ..., "problem": null or what is wrong}, and at the end {"end": true}.
import assert from "node:assert/strict";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { compressionGzip, createConnectTransport } from "@connectrpc/connect-node";
import { Greeter, NobodyThereSchema, Porter, ShortGreetingSchema } from "./generated/greeter_pb.js";
import * as every from "./generated/exchange/v1/contract_pb.js";
import { BrokenSchema, Feed } from "./generated/feed/v1/contract_pb.js";

const [baseUrl, socketPath, streamsUrl, exchangeUrl] = process.argv.slice(2);

let useBinaryFormat = false; // every check is made in JSON and in the binary form, which is the client's own choice

function transport(options = {}) {
  return createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat, ...options });
}

function greeter(options) {
  return createClient(Greeter, transport(options));
}

function feed(options) {
  return createClient(Feed, transport({ baseUrl: streamsUrl, ...options }));
}

function exchange() {
  return createClient(every.Exchange, transport({ baseUrl: exchangeUrl }));
}

// Some of all, with numbers that JSON alone would not keep.
const something = {
  id: 9223372036854775807n,
  scalars: { large: -9223372036854775808n, huge: 18446744073709551615n, bytes: new Uint8Array([0, 255]), real: NaN,
             precise: -Infinity, text: "Zoë \u0000 🐘", color: every.Color_Enum.blue },
  next: { id: 0n, numbers: [] },
  numbers: [0, -2147483648],
  pair: [1, 2],
  ends: [{ x: 1, y: 0 }, {}],
  totals: { "": 0n, b: -1n },
  choice: { kind: { case: "snailMail", value: { address: "a lane" } } },
  shapes: [{ kind: { case: "Nothing", value: {} } }, { kind: { case: "Point", value: { x: 5 } } }],
  length: { seconds: -1n, nanos: -500000000 },
  moment: { seconds: 1795255200n, nanos: 21 },
  any: { kind: { case: "numberValue", value: 4.5 } },
  vehicle: { kind: { case: "Car", value: { doors: 2 } } },
  fleet: [{ kind: { case: "cargoShip", value: { holds: ["coal"], boat: { kind: { case: "Vehicle", value: {} } } } } }],
};

function assertIsSomething(value) {
  assert.equal(value.id, something.id);
  const { large, huge, bytes, real, precise, text, color, number } = value.scalars;
  assert.deepEqual({ large, huge, bytes, real, precise, text, color }, something.scalars);
  assert.equal(number, -3, "the initializer of C++");
  assert.equal(value.next.id, 0n);
  assert.equal(value.next.next, undefined);
  assert.deepEqual(value.numbers, something.numbers);
  assert.deepEqual(value.ends.map(({ x, y }) => ({ x, y })), [{ x: 1, y: 0 }, { x: 1, y: 2 }]);
  assert.deepEqual(value.totals, something.totals);
  assert.equal(value.choice.kind.value.address, "a lane");
  assert.deepEqual(value.shapes.map(({ kind }) => kind.case), ["Nothing", "Point"]);
  assert.deepEqual([value.length.seconds, value.length.nanos], [-1n, -500000000]);
  assert.deepEqual([value.moment.seconds, value.moment.nanos], [1795255200n, 21]);
  assert.equal(value.any.kind.value, 4.5);
  assert.deepEqual([value.vehicle.kind.case, value.vehicle.kind.value.doors], ["Car", 2]);
  const [{ kind: ship }] = value.fleet;
  assert.deepEqual([ship.case, ship.value.owner, ship.value.holds], ["cargoShip", "nobody", ["coal"]]);
  assert.deepEqual(ship.value.boat.kind.case, "Vehicle");
}

// The items of a stream, and the ConnectError after them or null.
async function readAll(stream) {
  const items = [];
  try {
    for await (const item of stream) {
      items.push(item);
    }
  } catch (error) {
    assert.ok(error instanceof ConnectError, `it threw ${error}`);
    return [items, error];
  }
  return [items, null];
}

async function assertNothingAtWork() {
  while ((await feed().at_work({})).result !== 0) { // a check that is not over after a while fails
    await sleep(5);
  }
}

class CountingAgent extends http.Agent {
  connections = 0;
  createConnection(...all) {
    this.connections += 1;
    return super.createConnection(...all);
  }
}

// The ConnectError that a call ends with; any other end is a failure of the check.
async function failure(call) {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ConnectError, `it threw ${error}`);
    return error;
  }
  assert.fail("the call was answered, and must fail");
}

function assertFailed(error, code, message) {
  assert.equal(Code[error.code], Code[code], `its message is "${error.rawMessage}"`);
  assert.match(error.rawMessage, message);
}

const checks = {
  "a Connect client gets the result of a call": async () => {
    const { text, letters } = await greeter().greet({ name: "Ada" });
    assert.deepEqual({ text, letters }, { text: "Hello, Ada!", letters: 3 });
  },
  "a Connect client gets a list": async () => {
    const { result } = await greeter().greet_all({ names: ["Grace", "Barbara"] });
    assert.deepEqual(result.map((one) => one.text), ["Hello, Grace!", "Hello, Barbara!"]);
  },
  "a Connect client may leave out an empty list": async () => {
    assert.deepEqual((await greeter().greet_all({})).result, []);
  },
  "text beyond ASCII arrives as a Connect client sent it": async () => {
    const name = 'Zoë "\\" \u0000\n 漢字 🐘';
    assert.equal((await greeter().greet({ name })).text, `Hello, ${name}!`);
  },
  "a Connect client gets a declared exception as an error with code, message and data": async () => {
    const error = await failure(greeter().greet({ name: "" }));
    assertFailed(error, Code.NotFound, /^hello\.v1\.Greeter\.greet: hello\.v1\.NobodyThere$/);
    assert.equal(error.details.length, 1);
    assert.equal(error.details[0].type, "hello.v1.NobodyThere");
    assert.deepEqual(error.details[0].debug, { who: "at the door" });
    assert.equal(error.findDetails(NobodyThereSchema)[0].who, "at the door");
  },
  "a Connect client that leaves out an argument gets InvalidArgument with its name": async () => {
    assertFailed(await failure(greeter().greet({})), Code.InvalidArgument, /missing argument "name"/);
  },
  "a Connect client that calls an unknown method gets Unimplemented": async () => {
    assertFailed(await failure(greeter().vanish({ name: "Ada" })), Code.Unimplemented, /no method "vanish"/);
  },
  "a Connect client that calls an unknown interface gets Unimplemented": async () => {
    const error = await failure(createClient(Porter, transport()).greet({ name: "Ada" }));
    assertFailed(error, Code.Unimplemented, /no interface "hello\.v1\.Porter"/);
  },
  "a Connect client gets its answer within its deadline": async () => {
    assert.equal((await greeter().greet({ name: "Ada" }, { timeoutMs: 4000 })).letters, 3);
    assert.equal((await greeter().greet({ name: "Ada" }, { timeoutMs: 60000 })).letters, 3);
  },
  "a Connect client understands that the deadline passed on the server": async () => {
    const headers = { "Connect-Timeout-Ms": "0" }; // with timeoutMs the client would give up by itself
    assertFailed(await failure(greeter().greet({ name: "Ada" }, { headers })), Code.DeadlineExceeded, /on the server/);
  },
  "the server goes on after Connect clients gave up at their deadline": async () => {
    const names = Array.from({ length: 200000 }, () => "somebody");
    const calls = Array.from({ length: 8 }, () => failure(greeter().greet_all({ names }, { timeoutMs: 1 })));
    for (const error of await Promise.all(calls)) {
      assert.equal(Code[error.code], Code[Code.DeadlineExceeded]);
    }
    assert.equal((await greeter().greet({ name: "Ada" })).letters, 3);
  },
  "a Connect client that sends too much gets ResourceExhausted": async () => {
    const error = await failure(greeter().greet({ name: "a".repeat(5_000_000) }));
    assertFailed(error, Code.ResourceExhausted, /4194304 bytes/);
  },
  "a Connect client may compress what it sends": async () => {
    const gzip = { sendCompression: compressionGzip, acceptCompression: [compressionGzip], compressMinBytes: 0 };
    const client = greeter(gzip);
    assert.equal((await client.greet({ name: "a".repeat(100_000) })).letters, 100_000);
    assertFailed(await failure(client.greet({ name: "" })), Code.NotFound, /NobodyThere/);
  },
  "100 calls of a Connect client at once are all answered": async () => {
    const client = greeter();
    const names = Array.from({ length: 100 }, (_, at) => `guest ${at}`);
    const greetings = await Promise.all(names.map((name) => client.greet({ name })));
    assert.deepEqual(greetings.map((one) => one.text), names.map((name) => `Hello, ${name}!`));
  },
  "a Connect client uses a connection again": async () => {
    const agent = new CountingAgent({ keepAlive: true });
    const client = greeter({ nodeOptions: { agent } });
    for (let call = 0; call < 10; ++call) {
      await client.greet({ name: "Ada" });
    }
    agent.destroy();
    assert.equal(agent.connections, 1, `10 calls in sequence took ${agent.connections} connections, not 1`);
  },
  "a Connect client that paused longer than connections are kept calls again": async () => {
    const agent = new CountingAgent({ keepAlive: true });
    const client = greeter({ nodeOptions: { agent } });
    for (let call = 0; call < 2; ++call) {
      await sleep(call * 1500);
      assert.equal((await client.greet({ name: "Ada" })).letters, 3);
    }
    agent.destroy();
  },
  "a Connect client with a later version of the contract is served": async () => {
    assert.equal((await greeter().greet({ name: "Ada", nickname: "the Countess" })).letters, 3);
  },
  "a Connect client with an earlier version of the contract is served": async () => {
    const earlier = { ...Greeter.method.greet, output: ShortGreetingSchema };
    const { message } = await transport().unary(earlier, undefined, undefined, undefined, { name: "Ada" });
    assert.equal(message.text, "Hello, Ada!");
    assert.equal(message.letters, undefined);
  },
  "a Connect client sees the id of its call": async () => {
    let id;
    await greeter().greet({ name: "Ada" }, { onHeader: (headers) => (id = headers.get("Yonder-Id")) });
    assert.match(id ?? "", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const error = await failure(greeter().greet({ name: "" }));
    assert.match(error.metadata.get("Yonder-Id") ?? "", /^[0-9a-f]{8}-/);
  },
  "a Connect client calls over a Unix socket": async () => {
    const client = greeter({ baseUrl: "http://localhost", nodeOptions: { socketPath } });
    assert.equal((await client.greet({ name: "Ada" })).text, "Hello, Ada!");
  },
  "a Connect client reads a stream": async () => {
    const [items, error] = await readAll(feed().count({ to: 1000 }));
    assert.equal(error, null);
    assert.deepEqual(items.map((one) => one.number), Array.from({ length: 1000 }, (_, at) => at + 1));
    assert.equal(items[999].text, "tick 1000");
    assert.deepEqual(await readAll(feed().count({ to: 0 })), [[], null]);
  },
  "a Connect client gets an item before the next one exists": async () => {
    const items = feed().two({})[Symbol.asyncIterator]();
    assert.equal((await items.next()).value.text, "first");
    await feed().go_on({});
    assert.equal((await items.next()).value.text, "second");
    assert.equal((await items.next()).done, true);
  },
  "a Connect client that aborts a stream ends it on the server": async () => {
    const over = new AbortController();
    const items = feed().endless({}, { signal: over.signal })[Symbol.asyncIterator]();
    await items.next();
    over.abort();
    await assertNothingAtWork();
  },
  "a Connect client gets a declared exception after items": async () => {
    const [items, error] = await readAll(feed().break_after({ count: 3 }));
    assert.equal(items.length, 3);
    assertFailed(error, Code.Aborted, /feed\.v1\.Broken/);
    assert.equal(error.findDetails(BrokenSchema)[0].after, 3);
  },
  "a Connect client gets an error of a stream without items": async () => {
    const [items, error] = await readAll(feed().count({}));
    assert.equal(items.length, 0);
    assertFailed(error, Code.InvalidArgument, /missing argument "to"/);
    assertFailed((await readAll(feed().vanish({})))[1], Code.Unimplemented, /./);
  },
  "a stream ends at the deadline of a Connect client": async () => {
    const [, error] = await readAll(feed().endless({}, { timeoutMs: 100 }));
    assert.equal(Code[error.code], Code[Code.DeadlineExceeded]);
    const headers = { "Connect-Timeout-Ms": "50" }; // so that it is the server that ends it
    assertFailed((await readAll(feed().endless({}, { headers })))[1], Code.DeadlineExceeded, /on the server/);
    await assertNothingAtWork();
  },
  "a Connect client sends a stream": async () => {
    const ticks = async function* () {
      yield { name: "ab" };
      for (let number = 1; number <= 500; ++number) {
        yield { ticks: { number, text: "a" } };
      }
    };
    assert.equal((await feed().sum(ticks())).result, 125252);
    const numbers = async function* () {
      yield { numbers: 5 };
      yield { numbers: 6 };
    };
    assert.equal((await feed().sum_numbers(numbers())).result, 11);
    assert.equal((await feed().sum_numbers((async function* () {})())).result ?? 0, 0);
  },
  "a Connect client whose stream is refused gets the error": async () => {
    const ticks = async function* () {
      yield { name: "ab" };
      yield { ticks: { number: -1, text: "a" } };
    };
    const error = await failure(feed().sum(ticks()));
    assertFailed(error, Code.Aborted, /feed\.v1\.Broken/);
    assert.equal(error.findDetails(BrokenSchema)[0].after, 2);
  },
  "a Connect client that gives up its own stream ends the call on the server": async () => {
    const over = new AbortController();
    const ticks = async function* () {
      yield { name: "ab" };
      while ((await feed().at_work({})).result === 0) {
        await sleep(5);
      }
      over.abort();
      await sleep(60_000);
    };
    assertFailed(await failure(feed().sum(ticks(), { signal: over.signal })), Code.Canceled, /./);
    await assertNothingAtWork();
  },
  "50 streams of a Connect client at once are all read": async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => readAll(feed().count({ to: 100 }))));
    assert.ok(all.every(([items, error]) => items.length === 100 && error === null));
  },
  "a Connect client made of what was printed sends and gets every type": async () => {
    assertIsSomething(await exchange().echo({ value: something }));
  },
  "a Connect client sends and gets what is messages in binary alone": async () => {
    if (!useBinaryFormat) {
      return;
    }
    const value = {
      rows: [{ values: [1, -1] }, {}], maybeWords: { values: ["a", ""] },
      gaps: [{ value: 0 }, {}], lists: { a: { values: [{ number: 4 }] } }, names: { [-1]: "sky" },
      three: { first: 0, second: "", third: { values: [2] } }, two: { first: {}, second: {} },
      choice: { kind: { case: "tuple", value: { first: true, second: false } } },
      mask: 1n << 63n, masks: { 0: 1 }, level: every.Level_Enum.reserved_,
    };
    const back = await exchange().echo_nested({ value });
    assert.deepEqual(back.rows.map(({ values }) => values), [[1, -1], []]);
    assert.deepEqual(back.maybeWords.values, ["a", ""]);
    assert.deepEqual(back.gaps.map((one) => one.value), [0, undefined]);
    assert.equal(back.lists.a.values[0].number, 4);
    assert.deepEqual(back.names, value.names);
    assert.deepEqual([back.three.first, back.three.second, back.three.third.values], [0, "", [2]]);
    assert.deepEqual([back.two.first.y, back.two.second?.value], [2, undefined]);
    assert.equal(back.choice.kind.value.first, true);
    assert.deepEqual([back.mask, back.masks, back.level], [value.mask, value.masks, value.level]);
    assert.deepEqual((await exchange().rows({ count: 2 })).result.map(({ values }) => values), [[1, 2], [1, 2]]);
  },
  "a Connect client gets results that are no structs": async () => {
    const { result } = await exchange().points({ count: 2 });
    assert.deepEqual(result.map(({ x, y }) => ({ x, y })), [{ x: 1, y: 2 }, { x: 1, y: 2 }]);
    assert.deepEqual(Object.keys(await exchange().nothing({})), ["$typeName"]);
    assert.equal((await exchange().add({ a: -5n, b: 2n })).result, -3n);
    assert.equal((await exchange().add({ a: 5n })).result, 5n);
    assert.equal((await exchange().joined({ left: "a", right: new Uint8Array([1, 255]) })).result, "a01ff");
    assert.equal((await exchange().favourite({})).result, every.Color_Enum.blue);
  },
  "a Connect client gets the case of an outcome": async () => {
    const { kind } = await exchange().find({ name: "a" });
    assert.deepEqual([kind.case, kind.value.x], ["Point", 3]);
    assert.equal((await exchange().find({ name: "" })).kind.case, "Nothing");
  },
  "a Connect client gets an exception with every type in it": async () => {
    const error = await failure(exchange().fail({ why: "because", what: something }));
    assertFailed(error, Code.DataLoss, /exchange\.v1\.Broken/);
    const [detail] = error.findDetails(every.BrokenSchema);
    assert.equal(detail.why, "because");
    assertIsSomething(detail.what);
  },
  "a Connect client gets and sends streams of what was printed": async () => {
    const [items, error] = await readAll(exchange().repeat({ value: something, times: 3 }));
    assert.equal(error, null);
    assert.deepEqual(items.map(({ id }) => id), [0n, 1n, 2n]);
    assertIsSomething({ ...items[2], id: something.id });
    const numbers = async function* () {
      yield { first: 5n };
      yield { numbers: 1n << 60n };
      yield { numbers: -1n };
    };
    assert.equal((await exchange().sum(numbers())).result, (1n << 60n) + 4n);
  },
  "a Connect client over HTTP/2 is refused and does not hang": async () => {
    const error = await failure(greeter({ httpVersion: "2" }).greet({ name: "Ada" }, { timeoutMs: 5000 }));
    assert.notEqual(error.code, Code.DeadlineExceeded);
  },
};

const everyCheck = [false, true].flatMap((binary) =>
  Object.entries(checks).map(([name, check]) => [`${name}, ${binary ? "in binary" : "in JSON"}`, check, binary]));
for (const [name, check, binary] of everyCheck) {
  useBinaryFormat = binary;
  let problem = null;
  const over = new AbortController();
  try {
    await Promise.race([
      check(),
      sleep(10_000, undefined, { signal: over.signal }).then(() => assert.fail("it was not over after 10 seconds")),
    ]);
  } catch (error) {
    problem = String(error?.message ?? error);
  } finally {
    over.abort();
  }
  console.log(JSON.stringify({ name, problem }));
}
console.log(JSON.stringify({ end: true }));
process.exit(0);
