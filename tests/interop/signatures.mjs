// SPDX-License-Identifier: BSL-1.0
// Signs requests to a server of ours, and verifies those of a client of ours, with http-message-signatures, a library
// for RFC 9421 that nobody here wrote. The key pair is that of the RFC, appendix B.1.4.
//
// usage: node signatures.mjs URL PROGRAM
//
// Prints for each check a line of JSON, {"name": ..., "problem": null or what is wrong}, and at the end {"end": true}.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import crypto from "node:crypto";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { promisify } from "node:util";
import { createSigner, createVerifier, httpbis } from "http-message-signatures";

const [baseUrl, program] = process.argv.slice(2);
const { host, hostname, port } = new URL(baseUrl);
const path = "/vault.v1.Vault/balance";

const privateKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
`;
const secret = createSigner(Buffer.from("k".repeat(48)), "hmac-sha256", "shared");
const pair = createSigner(privateKey, "ed25519", "test-key-ed25519");

async function signed({ key = secret, body = '{"account":"abc"}', created = new Date(), covered } = {}) {
  const digest = crypto.createHash("sha256").update(body).digest("base64");
  const request = await httpbis.signMessage(
    {
      key,
      fields: covered ?? ["@method", "@authority", "@path", "content-type", "content-digest"],
      params: ["created", "nonce", "keyid", "alg"],
      paramValues: { created, nonce: crypto.randomUUID() },
    },
    {
      method: "POST",
      url: baseUrl + path,
      headers: { host, "content-type": "application/json", "content-digest": `sha-256=:${digest}:` },
    },
  );
  return { ...request, path, body };
}

function send({ method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (piece) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode, body: text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

function flipped(text, at) {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

const checks = {
  "a request that is signed with a shared secret is taken": async () => {
    assert.deepEqual(await send(await signed()), { status: 200, body: '{"result":3}' });
  },
  "a request that is signed with a key pair is taken": async () => {
    assert.deepEqual(await send(await signed({ key: pair })), { status: 200, body: '{"result":3}' });
  },
  "the same request is not taken twice": async () => {
    const request = await signed();
    assert.equal((await send(request)).status, 200);
    const again = await send(request);
    assert.equal(again.status, 401);
    assert.match(again.body, /vault\.v1\.Vault\.balance: the signature was seen before/);
  },
  "a request that is not signed is not taken": async () => {
    const request = await signed();
    delete request.headers.Signature;
    delete request.headers["Signature-Input"];
    const answer = await send(request);
    assert.equal(answer.status, 401);
    assert.deepEqual(JSON.parse(answer.body), {
      code: "unauthenticated",
      message: "vault.v1.Vault.balance: the request is not signed",
      reached: "not_sent",
    });
  },
  "a request that was signed too long ago is not taken": async () => {
    const answer = await send(await signed({ created: new Date(Date.now() - 3600_000) }));
    assert.equal(answer.status, 401);
    assert.match(answer.body, /was made 36\d\d s ago, and may be 300 s old/);
  },
  "a signature that leaves out the content is not taken": async () => {
    const answer = await send(await signed({ covered: ["@method", "@path", "content-type"] }));
    assert.equal(answer.status, 401);
    assert.match(answer.body, /does not cover \\"content-digest\\", as it must here/);
  },
  "each flipped byte is refused": async () => {
    let tried = 0;
    for (const part of ["Signature", "Signature-Input", "content-digest", "content-type", "body", "path", "method"]) {
      const sample = await signed();
      const size = (sample.headers[part] ?? sample[part]).length;
      for (let at = 0; at < size; ++at) {
        const request = await signed();
        if (part in request.headers)
          request.headers[part] = flipped(request.headers[part], at);
        else
          request[part] = flipped(request[part], at);
        const answer = await send(request).catch((error) => ({ status: error.code }));
        assert.notEqual(answer.status, 200, `flipped byte ${at} of ${part}: ${JSON.stringify(request)}`);
        ++tried;
      }
    }
    assert.ok(tried > 300, `only ${tried} were tried`);
  },
  "what our client signs is verified": async () => {
    writeFileSync("ed25519.pem", privateKey);
    const publicKey = crypto.createPublicKey(privateKey);
    let verified;
    const server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => (body += piece));
      request.on("end", async () => {
        const digest = crypto.createHash("sha256").update(body).digest("base64");
        try {
          verified = request.headers["content-digest"] === `sha-256=:${digest}:` &&
            (await httpbis.verifyMessage(
              {
                keyLookup: async ({ keyid }) => ({ id: keyid, algs: ["ed25519"], verify: createVerifier(publicKey, "ed25519") }),
                requiredFields: ["@method", "@authority", "@path", "content-digest", "yonder-id", "connect-timeout-ms"],
                requiredParams: ["created", "nonce", "keyid"],
              },
              { method: request.method, url: `http://${request.headers.host}${request.url}`, headers: request.headers },
            ));
        } catch (error) {
          verified = error;
        }
        response.setHeader("content-type", "application/json").end('{"result":7}');
      });
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { stdout } = await promisify(execFile)(program, ["call", `http://127.0.0.1:${server.address().port}`, "ed25519.pem"]);
    server.close();
    assert.equal(stdout, "7\n");
    assert.equal(verified, true);
  },
};

for (const [name, check] of Object.entries(checks)) {
  let problem = null;
  try {
    await check();
  } catch (error) {
    problem = String(error?.message ?? error);
  }
  console.log(JSON.stringify({ name: `signatures: ${name}`, problem }));
}
console.log(JSON.stringify({ end: true }));
process.exit(0);
