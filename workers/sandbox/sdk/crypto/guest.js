// sdk.crypto inside the isolate. Bytes cross as base64, texts as they are.
const most = 1024 * 1024;
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function toBase64(bytes) {
  const { length } = bytes;
  let text = "";
  for (let i = 0; i < length; i += 3) {
    const three = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += digits[three >> 18] + digits[(three >> 12) & 63];
    text += i + 1 < length ? digits[(three >> 6) & 63] : "=";
    text += i + 2 < length ? digits[three & 63] : "=";
  }
  return text;
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
