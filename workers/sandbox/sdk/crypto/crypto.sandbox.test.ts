import { createHash, createHmac, randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "../../testing/sandbox-setup.ts";
import { algorithms, cryptoLimits, encodings } from "./limits.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox({ children: 1 });
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

async function resultOf(source: string): Promise<unknown> {
  const { resultJson, error } = await sandbox.runOne({ source, limits: { cpuMs: 2_000 } });
  if (error) throw new Error(`${error.name}: ${error.message}`);
  return JSON.parse(resultJson ?? "null");
}

const errorOf = (call: string) =>
  resultOf(
    `try { await ${call}; return 'no error'; } catch (e) { return \`\${e.name}: \${e.message}\`; }`,
  );

describe("a digest", () => {
  it.each(
    algorithms.flatMap((algorithm) => encodings.map((encoding) => ({ algorithm, encoding }))),
  )("is what everybody else computes: $algorithm in $encoding", async ({ algorithm, encoding }) => {
    const args = JSON.stringify([algorithm, "Grüße, 😀", encoding]);
    const source = `const [name, text, form] = ${args};
        return [await sdk.crypto.hash(name, text, form), await sdk.crypto.hmac(name, "key", text, form)];`;
    expect(await resultOf(source)).toEqual([
      createHash(algorithm).update("Grüße, 😀").digest(encoding),
      createHmac(algorithm, "key").update("Grüße, 😀").digest(encoding),
    ]);
  });

  it("is hexadecimal when nothing else is asked for", async () => {
    const digest = createHash("sha256").update("").digest("hex");
    expect(await resultOf("return sdk.crypto.hash('sha256', '');")).toBe(digest);
  });

  it.each([0, 1, 2, 3, 4, 5, 255, 6_143, 6_144, 6_145, 20_000])(
    "is of bytes as they are: %i of them",
    async (count) => {
      const bytes = randomBytes(count);
      const source = `const bytes = Uint8Array.from(${JSON.stringify([...bytes])});
      return [await sdk.crypto.hash("sha256", bytes), await sdk.crypto.hmac("sha512", "k", bytes.subarray(0))];`;
      expect(await resultOf(source)).toEqual([
        createHash("sha256").update(bytes).digest("hex"),
        createHmac("sha512", "k").update(bytes).digest("hex"),
      ]);
    },
  );

  it("is of as much as is allowed", async () => {
    const most = cryptoLimits.dataBytes;
    expect(await resultOf(`return sdk.crypto.hash("sha256", "x".repeat(${most}));`)).toBe(
      createHash("sha256").update("x".repeat(most)).digest("hex"),
    );
    const source = `return sdk.crypto.hash("sha1", new Uint8Array(${most}).fill(7));`;
    expect(await resultOf(source)).toBe(
      createHash("sha1").update(Buffer.alloc(most, 7)).digest("hex"),
    );
  });
});

describe("wrong arguments", () => {
  const hash = 'TypeError: sdk.crypto.hash(algorithm, data, encoding = "hex"): ';
  const tooMuch = `RangeError: sdk.crypto takes at most ${cryptoLimits.dataBytes} bytes`;
  it.each([
    ["hash()", `${hash}algorithm is one of sha256, sha384, sha512, sha1`],
    ["hash('md5', 'x')", `${hash}algorithm is one of sha256, sha384, sha512, sha1`],
    ["hash('sha256')", `${hash}data is a text or a Uint8Array`],
    ["hash('sha256', 5)", `${hash}data is a text or a Uint8Array`],
    ["hash('sha256', { text: 'x' })", `${hash}data is a text or a Uint8Array`],
    ["hash('sha256', [1, 2])", `${hash}data is a text or a Uint8Array`],
    ["hash('sha256', 'x', 'utf8')", `${hash}encoding is one of hex, base64, base64url`],
    [`hash('sha256', 'x'.repeat(${cryptoLimits.dataBytes + 1}))`, tooMuch],
    [`hash('sha256', new Uint8Array(${cryptoLimits.dataBytes + 1}))`, tooMuch],
    [
      `hash('sha256', '€'.repeat(${cryptoLimits.dataBytes / 2}))`,
      `${hash}data has at most ${cryptoLimits.dataBytes} bytes`,
    ],
    [
      "hmac('sha256', null, 'x')",
      'TypeError: sdk.crypto.hmac(algorithm, key, data, encoding = "hex"): key is a text or a Uint8Array',
    ],
    ["hmac('sha256', '', 'x')", "TypeError: sdk.crypto.hmac: the key is empty"],
    [
      "timingSafeEqual('x')",
      "TypeError: sdk.crypto.timingSafeEqual(a, b): b is a text or a Uint8Array",
    ],
  ])("are told: %s", async (call, message) => {
    expect(await errorOf(`sdk.crypto.${call}`)).toBe(message);
  });
});

it("compares texts and bytes of any length", async () => {
  const source = `
    const { timingSafeEqual } = sdk.crypto;
    return [
      await timingSafeEqual("abc", "abc"), await timingSafeEqual("abc", "abd"), await timingSafeEqual("abc", "abcd"),
      await timingSafeEqual("", ""), await timingSafeEqual(new Uint8Array([97]), "a"),
    ];`;
  expect(await resultOf(source)).toEqual([true, false, false, true, true]);
});

it("gives a new UUID each time", async () => {
  const source = "return Promise.all(Array.from({ length: 50 }, () => sdk.crypto.randomUUID()));";
  const ids = (await resultOf(source)) as string[];
  expect(new Set(ids).size).toBe(50);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
});

it("leaves effects that name the algorithm, and neither key nor data", async () => {
  const { effects } = await sandbox.runOne(`
    await sdk.crypto.hmac("sha256", "the-signing-key", "the-signed-data");
    await sdk.crypto.hash("sha512", "the-hashed-data").then(() => {});
    await sdk.crypto.timingSafeEqual("the-left-side", "the-right-side");
    await sdk.crypto.hash("the-wrong-algorithm", "the-refused-data").catch(() => {});
    await sdk.crypto.randomUUID();`);
  expect(effects.map(({ kind, target, ok }) => [kind, target, ok])).toEqual([
    ["crypto.hmac", "sha256", true],
    ["crypto.hash", "sha512", true],
    ["crypto.timingSafeEqual", "two values", true],
    ["crypto.hash", "", false],
    ["crypto.randomUUID", "UUID", true],
  ]);
  expect(JSON.stringify(effects)).not.toMatch(/the-(signing|signed|hashed|left|right|refused)/);
});

it("counts as a call of the sdk", async () => {
  const source = "for (;;) { try { await sdk.crypto.randomUUID(); } catch {} }";
  expect(await sandbox.runOne(source)).toMatchObject({ outcome: "limit_exceeded" });
});
