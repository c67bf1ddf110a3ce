// What the parts of https://url.spec.whatwg.org share: which characters a part writes as percent-encoded bytes, and back.
const { bytesOf, textOf } = guest.utf8;

const controls = "\u0000-\u001f\u007f-\u{10ffff}";
const query = `${controls} "#<>`;
const path = `${query}?^\`{}`;
const userinfo = `${path}/:;=@[\\]|`;
const patternOf = (characters) => new RegExp(`[${characters}]`, "gu");
const sets = {
  control: patternOf(controls),
  fragment: patternOf(`${controls} "<>\``),
  query: patternOf(query),
  specialQuery: patternOf(`${query}'`),
  path: patternOf(path),
  userinfo: patternOf(userinfo.replace("[\\]", "\\[\\\\\\]")),
};
const form = /[^A-Za-z0-9*\-._ ]/gu;
const hex = (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
const escaped = (character) => Array.from(bytesOf(character), hex).join("");

function percentDecode(text) {
  const bytes = bytesOf(text);
  const out = [];
  for (let i = 0; i < bytes.length; i += 1) {
    const pair = bytes[i] === 0x25 ? String.fromCharCode(bytes[i + 1], bytes[i + 2]) : "";
    if (/^[0-9a-f]{2}$/i.test(pair)) {
      out.push(Number.parseInt(pair, 16));
      i += 2;
    } else {
      out.push(bytes[i]);
    }
  }
  return textOf(new Uint8Array(out));
}

/** Pairs of names and values as a form writes them. */
function readPairs(text) {
  const decode = (part) => percentDecode(part.replaceAll("+", " "));
  const pairs = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const name = at < 0 ? part : part.slice(0, at);
    pairs.push([decode(name), at < 0 ? "" : decode(part.slice(at + 1))]);
  }
  return pairs;
}

function printPairs(pairs) {
  const encode = (part) => part.toWellFormed().replace(form, escaped).replaceAll(" ", "+");
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

guest.url = {
  encode: (text, set) => text.toWellFormed().replace(sets[set], escaped),
  percentDecode,
  readPairs,
  printPairs,
};
