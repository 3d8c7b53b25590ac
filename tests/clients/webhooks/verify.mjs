// Checks messages as a service in JavaScript would: one JSON object a line on standard input.

import { createHmac, timingSafeEqual } from "node:crypto";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

// The library is where the caller says, not beside this file.
const { Webhook } = createRequire(process.env.BURSAR_NODE_MODULES + "/")("standardwebhooks");

let checked = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { body, headers, secret, standard_secret } = JSON.parse(line);
  const standard = new Webhook(standard_secret);
  standard.verify(body, headers);
  let passed = true;
  try {
    standard.verify(body + " ", headers);
  } catch {
    passed = false;
  }
  if (passed) throw new Error("a body that was changed passed");
  const expected = createHmac("sha256", secret).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(headers["pay-signature"], "hex"))) {
    throw new Error(`Pay-Signature of ${headers["webhook-id"]} is wrong`);
  }
  checked += 1;
}
console.log(checked);
