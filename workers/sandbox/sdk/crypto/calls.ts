// sdk.crypto on the host's side. Keys and data never become part of an effect: only the algorithm does.
import * as crypto from "node:crypto";
import { z } from "zod";
import { defineCall } from "../define-call.ts";
import { SdkError } from "../room.ts";
import { algorithms, cryptoLimits, encodings } from "./limits.ts";

const algorithm = z.enum(algorithms, `algorithm is one of ${algorithms.join(", ")}`);
const encoding = z.enum(encodings, `encoding is one of ${encodings.join(", ")}`);

/** As the stub sends it: a text, or the bytes of a Uint8Array in base64. */
function bytes(name: string, most: number) {
  const rule = `${name} is a text or a Uint8Array`;
  return z
    .union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.base64() })], rule)
    .transform((sent) =>
      "text" in sent ? Buffer.from(sent.text) : Buffer.from(sent.base64, "base64"),
    )
    .refine((data) => data.length <= most, `${name} has at most ${most} bytes`);
}

const { dataBytes, compareBytes } = cryptoLimits;

export const hash = defineCall({
  usage: 'sdk.crypto.hash(algorithm, data, encoding = "hex")',
  args: z.tuple([algorithm, bytes("data", dataBytes), encoding]),
  target: ([name]) => name,
  perform: ({ args: [name, data, form] }) => crypto.createHash(name).update(data).digest(form),
});

export const hmac = defineCall({
  usage: 'sdk.crypto.hmac(algorithm, key, data, encoding = "hex")',
  args: z.tuple([algorithm, bytes("key", dataBytes), bytes("data", dataBytes), encoding]),
  target: ([name]) => name,
  perform: ({ args: [name, key, data, form] }) => {
    // Whoever reads a missing setting as "" would otherwise sign with a key that everybody has.
    if (key.length === 0) throw new SdkError("TypeError", "sdk.crypto.hmac: the key is empty");
    return crypto.createHmac(name, key).update(data).digest(form);
  },
});

/** Digests are of one length, so that not even the lengths are told by the time it takes. */
export const timingSafeEqual = defineCall({
  usage: "sdk.crypto.timingSafeEqual(a, b)",
  args: z.tuple([bytes("a", compareBytes), bytes("b", compareBytes)]),
  target: () => "two values",
  perform: ({ args: [a, b] }) => crypto.timingSafeEqual(sha256(a), sha256(b)),
});

export const randomUuid = defineCall({
  usage: "sdk.crypto.randomUUID()",
  args: z.tuple([]),
  target: () => "UUID",
  perform: () => crypto.randomUUID(),
});

function sha256(data: Buffer): Buffer {
  return crypto.createHash("sha256").update(data).digest();
}
