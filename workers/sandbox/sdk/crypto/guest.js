// sdk.crypto inside the isolate. Bytes cross as base64, texts as they are.
const most = 1024 * 1024;
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
const padding = "=".charCodeAt(0);
const chunkChars = 8_192;

/** Through a chunk of codes: adding single characters to a text costs five times as much. */
function toBase64(bytes) {
  const { length } = bytes;
  const chunk = new Uint8Array(chunkChars);
  let text = "";
  let at = 0;
  for (let i = 0; i < length; i += 3) {
    const three = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    chunk[at] = codes[three >> 18];
    chunk[at + 1] = codes[(three >> 12) & 63];
    chunk[at + 2] = i + 1 < length ? codes[(three >> 6) & 63] : padding;
    chunk[at + 3] = i + 2 < length ? codes[three & 63] : padding;
    at += 4;
    if (at < chunkChars) continue;
    text += String.fromCharCode(...chunk);
    at = 0;
  }
  return text + String.fromCharCode(...chunk.subarray(0, at));
}

/** What is neither a text nor bytes crosses as null: the host says what is wrong with it. */
function sendable(data) {
  if (typeof data === "string") return { text: shortEnough(data) };
  return data instanceof Uint8Array ? { base64: toBase64(shortEnough(data)) } : null;
}

function shortEnough(data) {
  if (data.length > most) throw new RangeError(`sdk.crypto takes at most ${most} bytes`);
  return data;
}

guest.rooms.crypto = (kit) => (run) => {
  const ask = (call, args) => kit.ask(run, `crypto.${call}`, kit.toJson(args));
  return {
    async hash(algorithm, data, encoding = "hex") {
      return ask("hash", [algorithm, sendable(data), encoding]);
    },
    async hmac(algorithm, key, data, encoding = "hex") {
      return ask("hmac", [algorithm, sendable(key), sendable(data), encoding]);
    },
    async timingSafeEqual(a, b) {
      return ask("timingSafeEqual", [sendable(a), sendable(b)]);
    },
    async randomUUID() {
      return ask("randomUUID", []);
    },
  };
};
