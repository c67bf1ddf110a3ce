// TextEncoder and TextDecoder for scripts: UTF-8 only, as https://encoding.spec.whatwg.org says it.
const labels = new Set(["utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "x-unicode20utf8"]);
const replacement = 0xfffd;
const chunk = 8_192;

/** Writes the code point at `at`; says how many bytes. */
function writePoint(bytes, at, point) {
  if (point < 0x80) {
    bytes[at] = point;
    return 1;
  }
  const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  bytes[at] = [0, 0xc0, 0xe0, 0xf0][more] | (point >> (6 * more));
  for (let i = 1; i <= more; i += 1) bytes[at + i] = 0x80 | ((point >> (6 * (more - i))) & 0x3f);
  return more + 1;
}

function pointAt(text, at) {
  const point = text.codePointAt(at);
  return point >= 0xd800 && point <= 0xdfff ? replacement : point;
}

const sizeOf = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

function encodeInto(text, bytes) {
  let read = 0;
  let written = 0;
  while (read < text.length) {
    const point = pointAt(text, read);
    if (written + sizeOf(point) > bytes.length) break;
    written += writePoint(bytes, written, point);
    read += point > 0xffff ? 2 : 1;
  }
  return { read, written };
}

function utf8Bytes(text) {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, encodeInto(text, bytes).written);
}

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return utf8Bytes(`${text}`);
  }
  encodeInto(text, bytes) {
    if (!(bytes instanceof Uint8Array)) throw new TypeError("encodeInto writes into a Uint8Array");
    return encodeInto(`${text}`, bytes);
  }
}

/** What a lead byte announces: how many bytes follow, and the bounds of the first of them; null for none. */
function sequenceOf(lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return { more: 1, bits: lead & 0x1f, low: 0x80, high: 0xbf };
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    return { more: 2, bits: lead & 0xf, low, high: lead === 0xed ? 0x9f : 0xbf };
  }
  if (lead < 0xf0 || lead > 0xf4) return null;
  const low = lead === 0xf0 ? 0x90 : 0x80;
  return { more: 3, bits: lead & 0x7, low, high: lead === 0xf4 ? 0x8f : 0xbf };
}

/** The code point at `at` and where the next begins; `point` is -1 for a fault and -2 when bytes are missing. */
function readPoint(bytes, at) {
  const lead = bytes[at];
  if (lead < 0x80) return { point: lead, next: at + 1 };
  const sequence = sequenceOf(lead);
  if (sequence === null) return { point: -1, next: at + 1 };
  let { bits, low, high } = sequence;
  for (let i = 1; i <= sequence.more; i += 1) {
    if (at + i >= bytes.length) return { point: -2, next: at + i };
    const byte = bytes[at + i];
    if (byte < low || byte > high) return { point: -1, next: at + i };
    bits = (bits << 6) | (byte & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  return { point: bits, next: at + sequence.more + 1 };
}

/** The text, and the bytes at the end that are not a whole character yet. */
function decodeBytes(bytes, { fatal, stream }) {
  const points = [];
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const { point, next } = readPoint(bytes, at);
    if (point === -2 && stream) break;
    if (point < 0 && fatal) throw new TypeError("the bytes are not UTF-8");
    points.push(point < 0 ? replacement : point);
    at = next;
    if (points.length >= chunk) text += String.fromCodePoint(...points.splice(0));
  }
  return { text: text + String.fromCodePoint(...points), rest: bytes.slice(at) };
}

function viewOf(source) {
  if (source === undefined) return new Uint8Array(0);
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  }
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  throw new TypeError("decode takes an ArrayBuffer or a view of one");
}

function joined(first, second) {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

class TextDecoder {
  #fatal;
  #ignoreBOM;
  #rest = new Uint8Array(0);
  #isBegun = false;
  constructor(label = "utf-8", options = {}) {
    if (!labels.has(`${label}`.trim().toLowerCase())) {
      throw new RangeError(`this TextDecoder knows utf-8 only, not ${`${label}`.slice(0, 64)}`);
    }
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }
  get encoding() {
    return "utf-8";
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }
  decode(source, options = {}) {
    const stream = Boolean(options?.stream);
    const bytes = joined(this.#rest, viewOf(source));
    this.#rest = new Uint8Array(0);
    const { text, rest } = decodeBytes(bytes, { fatal: this.#fatal, stream });
    const isStart = !this.#isBegun;
    this.#isBegun = stream && (this.#isBegun || text !== "");
    if (stream) this.#rest = rest;
    return isStart && !this.#ignoreBOM && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

guest.utf8 = {
  bytesOf: utf8Bytes,
  textOf: (bytes) => decodeBytes(bytes, { fatal: false, stream: false }).text,
};
Object.assign(guest.web, { TextEncoder, TextDecoder });
