import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterAll(() => sandbox.pool.stop());

const limits = { cpuMs: 5_000, wallMs: 20_000, resultBytes: 1024 * 1024, payloadBytes: 512 * 1024 };

/** What the script makes of each of the values, in one run. */
async function inGuest(body: string, values: readonly unknown[]): Promise<unknown[]> {
  const source = `
    const attempt = (value) => { try { return (${body})(value); } catch (e) { return e.name; } };
    return sdk.events.current().map(attempt);`;
  const { error, resultJson } = await sandbox.runOne({
    source,
    limits,
    runs: [{ dataJson: JSON.stringify(values) }],
  });
  expect(error).toBeNull();
  return JSON.parse(resultJson ?? "null") as unknown[];
}

const parts = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

function readUrl([address, base]: readonly (string | null)[]): unknown {
  try {
    const url = base == null ? new URL(address ?? "") : new URL(address ?? "", base);
    return [...parts.map((part) => url[part]), [...url.searchParams]];
  } catch (error) {
    return (error as Error).name;
  }
}

const readInGuest = `([address, base]) => {
  const url = base == null ? new URL(address) : new URL(address, base);
  return [...${JSON.stringify(parts)}.map((part) => url[part]), [...url.searchParams]];
}`;

const schemes =
  "http:// https:// HTTP:// ws:// ftp:// file:// file:/// foo:// http: http:/ http:\\\\ foo: foo:/ mailto: // / blob:https://"
    .split(" ")
    .concat("");
const hosts =
  "example.com EX%41mple.COM 127.0.0.1 0x7f.1 017700000001 2130706433 256.1.1.1 1.2.3 1.2.3.4. 1..2 [::1] [::ffff:1.2.3.4] [1::8] [::1 [g::] münchen.de MÜNCHEN.de bücher.example faß.de 例え.テスト xn--mnchen-3ya.de XN--MNCHEN-3YA.de ☕.example Ａ.com a。b ΑΣ.gr пример.рф ①.com 한글.kr ひらがな.jp עברית.il u@h.de u:p:q@h.de @h.de a@b@c h:80 h:443 h:8080 h:65536 h: h:8a %00 a%2fb a<b a^b a_b.c a..b . ..".split(
    " ",
  );
const tails = [
  "",
  "/",
  "/a/../b?q#f",
  "/./%2e%2E/x",
  "?a=b&c=%zz+d",
  "#x",
  "\\x\\..\\y",
  "/C:/..",
  "/a b",
  "/é?é#é",
  "/x?'\"<>`",
  "/\ud800",
  " ",
  "/.//p",
  "/{}^|`",
  "\t/a\n",
];
const bases = [
  null,
  "http://b.de/p/q?r#s",
  "https://u:p@b.de:8443/x/",
  "file:///C:/d/e",
  "foo://h/a/b",
  "foo:opaque",
  "bad",
];

describe("URL", () => {
  it("reads every address as Node reads it", async () => {
    const addresses = schemes.flatMap((scheme) => hosts.map((host) => `${scheme}${host}`));
    const cases = addresses.map((address, n) => [
      `${address}${tails[n % tails.length]}`,
      bases[n % bases.length] ?? null,
    ]);
    expect(await inGuest(readInGuest, cases)).toEqual(cases.map(readUrl));
  });

  it("reads made-up addresses as Node reads them", async () => {
    const piece = fc.constantFrom(
      ...schemes,
      ...hosts,
      ...tails,
      ..."/:@?#[]%.\\ ",
      "..",
      "%2e",
      "é",
    );
    const address = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    const cases = fc.sample(fc.tuple(address, fc.constantFrom(...bases)), {
      numRuns: 500,
      seed: 5,
    });
    expect(await inGuest(readInGuest, cases)).toEqual(cases.map(readUrl));
  });

  it("changes its parts as Node changes them", async () => {
    const starts = [
      "http://u:p@b.de:8443/x?y#z",
      "file:///a/b",
      "foo://h:9/a",
      "foo:opaque",
      "ws://b:81/",
      "foo:/a",
    ];
    const values = [
      "",
      "http",
      "https:",
      "file",
      "foo",
      "x y",
      "a:b@c",
      "h.de:81",
      "[::1]:8",
      "[::1",
      "8080",
      "443",
      "65536",
      "8a",
      "a8",
      "/p/../q",
      "?a b",
      "a=b",
      "#x y",
      "münchen.de",
      "a/b",
      "localhost",
      "%",
    ];
    const names = parts.filter((part) => part !== "origin" && part !== "href");
    const cases = starts.flatMap((start) =>
      names.flatMap((name) => values.map((value) => [start, name, value])),
    );
    const change = ([start, name, value]: [string, "host", string]) => {
      const url = new URL(start);
      url[name] = value;
      return `${url.href} ${url.searchParams}`;
    };
    const inside =
      "([start, name, value]) => { const url = new URL(start); url[name] = value; return [url.href, url.searchParams].join(' '); }";
    expect(await inGuest(inside, cases)).toEqual(
      cases.map((one) => change(one as [string, "host", string])),
    );
  });
});

describe("what a script has of the web", () => {
  it.each([
    [
      "const u = new URL('/x', 'https://a.de'); u.searchParams.append('q', 'a b&'); u.searchParams.sort(); return [u.href, String(u), JSON.stringify({ u }), u instanceof URL, URL.canParse('::'), URL.parse('nope')];",
      [
        "https://a.de/x?q=a+b%26",
        "https://a.de/x?q=a+b%26",
        '{"u":"https://a.de/x?q=a+b%26"}',
        true,
        false,
        null,
      ],
    ],
    [
      "const p = new URLSearchParams({ a: 1, b: 'é' }); p.append('a', 2); p.delete('b'); p.set('c', '='); return [p.toString(), p.getAll('a'), p.has('a', '2'), p.size, [...p.keys()]];",
      ["a=1&a=2&c=%3D", ["1", "2"], true, 3, ["a", "a", "c"]],
    ],
    [
      "const p = new URLSearchParams([['a', '1'], ['b', '2']]); const all = []; p.forEach((value, name) => all.push(name + value)); return [all, String(new URLSearchParams(p)), String(new URLSearchParams('?x=%20'))];",
      [["a1", "b2"], "a=1&b=2", "x=+"],
    ],
    [
      "const bytes = new TextEncoder().encode('aé€😀\\ud800'); return [bytes instanceof Uint8Array, [...bytes], new TextDecoder().decode(bytes)];",
      [true, [97, 195, 169, 226, 130, 172, 240, 159, 152, 128, 239, 191, 189], "aé€😀\ufffd"],
    ],
    [
      "const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac]).buffer);",
      "€",
    ],
    [
      "try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])); } catch (e) { return e.name; }",
      "TypeError",
    ],
    [
      "return [new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])), new TextDecoder('utf8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])).length];",
      ["A", 2],
    ],
    [
      "return [btoa('hé'), atob('aOk='), atob(' a G k '), btoa('')];",
      [Buffer.from("hé", "latin1").toString("base64"), "hé", "hi", ""],
    ],
    [
      "try { atob('a'); } catch (e) { return [e.name, e instanceof Error]; }",
      ["InvalidCharacterError", true],
    ],
    ["try { btoa('€'); } catch (e) { return e.name; }", "InvalidCharacterError"],
    [
      "const a = { d: new Date(0), m: new Map([[1, new Set([2])]]), r: /x/gi, b: new Uint8Array([1, 2]), e: new TypeError('t'), f: new Float64Array([1.5]) }; a.self = a; const c = structuredClone(a); return [c !== a, c.self === c, c.d.getTime(), c.m.get(1).has(2), String(c.r), [...c.b], c.e instanceof TypeError, c.e.message, [...c.f]];",
      [true, true, 0, true, "/x/gi", [1, 2], true, "t", [1.5]],
    ],
    ["try { structuredClone({ f() {} }); } catch (e) { return e.name; }", "DataCloneError"],
    [
      "class P { constructor() { this.x = 1; } get y() { return 2; } } return structuredClone([new P(), [, 1], 1n === structuredClone(1n)]);",
      [{ x: 1 }, [null, 1], true],
    ],
  ])("works: %s", async (source, expected) => {
    const { error, resultJson } = await sandbox.runOne(source);
    expect(error).toBeNull();
    expect(JSON.parse(resultJson ?? "null")).toEqual(expected);
  });

  it.each([
    "URL",
    "URLSearchParams",
    "TextEncoder",
    "TextDecoder",
    "atob",
    "btoa",
    "structuredClone",
  ])("carries nothing from run to run: %s", async (name) => {
    const source = `
        const look = () => [${name}.left, ${name}.prototype?.left, ${name}.toString.left];
        const before = look();
        try { ${name}.left = 1; } catch {}
        try { ${name}.prototype.left = 1; } catch {}
        try { Object.defineProperty(${name}, "left", { value: 1 }); } catch {}
        return [before, look(), Object.isFrozen(${name})];`;
    for (let run = 0; run < 2; run += 1) {
      const { resultJson } = await sandbox.runOne(source);
      const none = [null, null, null];
      expect(JSON.parse(resultJson ?? "null")).toEqual([none, none, true]);
    }
  });

  it("cannot be used as a way to the realm's own Function", async () => {
    const source = `
      const makers = [URL, URLSearchParams, TextEncoder, TextDecoder, atob, btoa, structuredClone];
      return makers.map((f) => { try { return typeof f.constructor('return this')().Compartment; } catch { return 'refused'; } });`;
    const { resultJson } = await sandbox.runOne(source);
    expect(new Set(JSON.parse(resultJson ?? "null") as string[])).toEqual(new Set(["refused"]));
  });
});
