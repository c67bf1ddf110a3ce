// atob and btoa for scripts, as https://infra.spec.whatwg.org/#forgiving-base64 says it.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values = new Map([...digits].map((digit, value) => [digit, value]));
const chunk = 8_190;

function invalid(message) {
  const error = new Error(message);
  Object.defineProperty(error, "name", { value: "InvalidCharacterError" });
  return error;
}

function btoa(data) {
  const text = `${data}`;
  let out = "";
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    if (a > 255 || b > 255 || c > 255) throw invalid("btoa takes characters up to U+00FF only");
    const bits = (a << 16) | (b << 8) | c;
    out += digits[bits >> 18] + digits[(bits >> 12) & 63];
    out += Number.isNaN(b) ? "=" : digits[(bits >> 6) & 63];
    out += Number.isNaN(c) ? "=" : digits[bits & 63];
  }
  return out;
}

function withoutPadding(data) {
  const text = data.replace(/[\t\n\f\r ]/g, "");
  return text.length % 4 === 0 ? text.replace(/={1,2}$/, "") : text;
}

function atob(data) {
  const text = withoutPadding(`${data}`);
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) throw invalid("atob takes base64");
  let out = "";
  let codes = [];
  for (let i = 0; i < text.length; i += 4) {
    let bits = 0;
    for (let j = 0; j < 4; j += 1) bits = (bits << 6) | (values.get(text[i + j]) ?? 0);
    codes.push(bits >> 16, (bits >> 8) & 255, bits & 255);
    if (codes.length >= chunk) {
      out += String.fromCharCode(...codes);
      codes = [];
    }
  }
  const length = Math.floor((text.length * 3) / 4);
  return (out + String.fromCharCode(...codes)).slice(0, length);
}

Object.assign(guest.web, { atob, btoa });
