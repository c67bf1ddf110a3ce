// Scripts that grow by about a megabyte at a time, each by another kind of memory, and say how far they have come.

export type Hog = { name: string; grow: string };

/** `keep` holds what was made; `n` is the number of the step. */
export const hogs: readonly Hog[] = [
  { name: "arrays of numbers", grow: "keep.push(new Array(131072).fill(n + 0.5));" },
  {
    name: "small objects",
    grow: "keep.push(Array.from({ length: 16384 }, (_, i) => ({ n, i, next: null })));",
  },
  {
    name: "flat strings",
    grow: "keep.push(JSON.parse('\"' + String.fromCharCode(97 + (n % 26)).repeat(1048570) + n + '\"'));",
  },
  {
    name: "two-byte strings",
    grow: "keep.push(JSON.parse('\"' + '\\u4e00'.repeat(524280) + n + '\"'));",
  },
  {
    name: "joined strings",
    grow: "let s = 'x' + n; for (let i = 0; i < 32768; i++) s += i; keep.push(s);",
  },
  { name: "array buffers", grow: "keep.push(new Uint8Array(1048576).fill(n));" },
  { name: "array buffers, untouched", grow: "keep.push(new ArrayBuffer(1048576));" },
  {
    name: "growing buffers",
    grow: "keep[0] ??= new ArrayBuffer(0, { maxByteLength: 2 ** 31 }); keep[0].resize((n + 1) * 1048576); new Uint8Array(keep[0]).fill(n, n * 1048576);",
  },
  { name: "BigInts", grow: "keep.push((1n << 8388608n) + BigInt(n));" },
  {
    name: "a map",
    grow: "keep[0] ??= new Map(); for (let i = 0; i < 21845; i++) keep[0].set(n * 21845 + i, i);",
  },
  {
    name: "a set of strings",
    grow: "keep[0] ??= new Set(); for (let i = 0; i < 13107; i++) keep[0].add('key ' + n + ' ' + i);",
  },
  {
    name: "promises",
    grow: "for (let i = 0; i < 8192; i++) keep.push(new Promise(() => {}).then(() => i));",
  },
  {
    name: "closures",
    grow: "for (let i = 0; i < 8192; i++) { const a = [i]; keep.push(() => a); }",
  },
  {
    name: "compiled functions",
    grow: "for (let i = 0; i < 200; i++) { const f = new Function('a', 'return a' + (' + ' + (n * 200 + i)).repeat(150)); f(1); keep.push(f); }",
  },
  {
    name: "regular expressions",
    grow: "for (let i = 0; i < 200; i++) { const r = new RegExp('(a|b|' + n + i + '){1,200}c[0-9]{3}'); r.test('ab' + i); keep.push(r); }",
  },
  {
    name: "regular expression matches",
    grow: "keep.push([...'ab'.repeat(4096).matchAll(/(a)(b)/g)]);",
  },
  {
    name: "Intl number formats",
    grow: "for (let i = 0; i < 40; i++) keep.push(new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR', minimumFractionDigits: i % 10 }));",
  },
  {
    name: "Intl date formats",
    grow: "for (let i = 0; i < 20; i++) keep.push(new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone: 'UTC' }));",
  },
  {
    name: "Intl collators and segmenters",
    grow: "for (let i = 0; i < 40; i++) { keep.push(new Intl.Collator('de', { numeric: true }), new Intl.Segmenter('ja', { granularity: 'word' })); }",
  },
  {
    name: "segments of a text",
    grow: "keep.push([...new Intl.Segmenter('en', { granularity: 'word' }).segment('a b '.repeat(2000))]);",
  },
  {
    name: "typed array views",
    grow: "keep[0] ??= new ArrayBuffer(8); for (let i = 0; i < 8192; i++) keep.push(new Uint8Array(keep[0]));",
  },
  {
    name: "symbols of the registry",
    grow: "for (let i = 0; i < 8192; i++) keep.push(Symbol.for('symbol ' + n + ' ' + i));",
  },
  {
    name: "parsed JSON",
    grow: "keep.push(JSON.parse('[' + '{\"a\":[1,2,3]},'.repeat(8192) + '0]'));",
  },
  {
    name: "generators that wait",
    grow: "for (let i = 0; i < 4096; i++) { const g = (function* () { let a = [i]; yield a; })(); g.next(); keep.push(g); }",
  },
  { name: "dates", grow: "for (let i = 0; i < 8192; i++) keep.push(new Date(i));" },
];

/** A script that goes on until it is ended or has made `most` steps. */
export function hogScript({ grow }: Hog, most: number): string {
  return `const keep = [];
for (let n = 0; n < ${most}; n++) {
  ${grow}
  if (n % 4 === 3) sdk.log.info(String(n + 1));
}
return keep.length;`;
}
