// SPDX-License-Identifier: BSL-1.0
// A peer made with protoc-gen-es and @bufbuild/protobuf, of nothing but the .proto that was printed. It answers the
// lines that peer.cpp does.
import { createInterface } from "node:readline";
import { create, fromBinary, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
import * as contract from "./generated/exchange/v1/contract_pb.js";

function hex(bytes) {
  return Buffer.from(bytes).toString("hex") || "-";
}

function typed() {
  return create(contract.PlainSchema, {
    id: 5n,
    tags: ["one"],
    scalars: { number: -7, color: contract.Color_Enum.blue },
    next: { origin: { x: 2.5 } },
    numbers: [3],
    shades: { 9: contract.Color_Enum.green },
    choice: { kind: { case: "snailMail", value: { address: "here" } } },
    shapes: [{ kind: { case: "Nothing", value: {} } }],
    length: { seconds: 2n },
    any: { kind: { case: "stringValue", value: "any" } },
  });
}

function answer(line) {
  const [, verb, type, rest] = line.match(/^(\S+) ?(\S*) ?(.*)$/);
  if (verb === "typed") {
    return hex(toBinary(contract.PlainSchema, typed()));
  }
  const schema = contract[`${type.slice("exchange.v1.".length)}Schema`];
  if (verb === "write") {
    return hex(toBinary(schema, fromJsonString(schema, rest)));
  }
  const message = fromBinary(schema, Buffer.from(rest === "-" ? "" : rest, "hex"));
  return `${hex(toBinary(schema, message))} ${toJsonString(schema, message)}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(answer(line));
  } catch (error) {
    console.log(`refused ${String(error.message).replaceAll("\n", " ")}`);
  }
}
