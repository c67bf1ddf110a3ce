// Hosts of addresses: names, IPv4 in all its old spellings, IPv6. Each function gives the host as it is printed, or null.
const forbidden = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenInDomain = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;

function ipv4Number(part) {
  if (part === "") return Number.NaN;
  if (/^0x[0-9a-f]*$/i.test(part)) return part.length === 2 ? 0 : Number.parseInt(part, 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9]\d*$/.test(part) ? Number(part) : Number.NaN;
}

function withoutEmptyEnd(parts) {
  return parts.length > 1 && parts.at(-1) === "" ? parts.slice(0, -1) : parts;
}

function endsInNumber(domain) {
  const parts = withoutEmptyEnd(domain.split("."));
  const last = parts.at(-1);
  if (domain.endsWith(".") && last === "") return false;
  return /^\d+$/.test(last) || /^0x[0-9a-f]*$/i.test(last);
}

function parseIpv4(domain) {
  const numbers = withoutEmptyEnd(domain.split(".")).map(ipv4Number);
  if (numbers.length > 4 || numbers.some(Number.isNaN)) return null;
  const last = numbers.pop();
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null;
  const value = numbers.reduce((sum, number, i) => sum + number * 256 ** (3 - i), last);
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}

/** Two pieces from the dotted end of an IPv6 address. */
function dottedPieces(text) {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const [a, b, c, d] = parts.map(Number);
  return Math.max(a, b, c, d) > 255 ? null : [a * 256 + b, c * 256 + d];
}

function ipv6Pieces(text, mayEndDotted) {
  if (text === "") return [];
  const pieces = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (/^[0-9a-f]{1,4}$/i.test(part)) pieces.push(Number.parseInt(part, 16));
    else if (isLast && mayEndDotted && part.includes(".")) {
      const dotted = dottedPieces(part);
      if (dotted === null) return null;
      pieces.push(...dotted);
    } else return null;
  }
  return pieces;
}

function parseIpv6(text) {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = ipv6Pieces(halves[0], halves.length === 1);
  const tail = halves.length === 2 ? ipv6Pieces(halves[1], true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return printIpv6([...head, ...new Array(missing).fill(0), ...tail]);
}

function printIpv6(pieces) {
  const { start, length } = longestZeros(pieces);
  const print = (part) => part.map((piece) => piece.toString(16)).join(":");
  if (length < 2) return `[${print(pieces)}]`;
  return `[${print(pieces.slice(0, start))}::${print(pieces.slice(start + length))}]`;
}

function longestZeros(pieces) {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [i, piece] of pieces.entries()) {
    if (piece !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  }
  return best;
}

guest.url.parseHost = (text, isSpecial) => {
  if (text.startsWith("[")) return text.endsWith("]") ? parseIpv6(text.slice(1, -1)) : null;
  if (!isSpecial) return forbidden.test(text) ? null : guest.url.encode(text, "control");
  const domain = guest.url.toAscii(guest.url.percentDecode(text));
  if (domain === null || domain === "" || forbiddenInDomain.test(domain)) return null;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
};
