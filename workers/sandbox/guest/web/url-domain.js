// Names of hosts in other alphabets: https://www.rfc-editor.org/rfc/rfc3492 (Punycode), and the mapping of UTS 46 as far as
// the language itself knows it (NFKC and lower case). A few names that browsers refuse are accepted here, and joiners are refused.
const [base, tMin, tMax, skew, damp, firstBias, firstPoint] = [36, 1, 26, 38, 700, 72, 128];
const longestLabel = 1_000;

const digitOf = (value) => String.fromCharCode(value < 26 ? value + 97 : value + 22);
const thresholdOf = (k, bias) => Math.max(tMin, Math.min(tMax, k - bias));

function adapt(delta, count, isFirst) {
  let rest = Math.floor(delta / (isFirst ? damp : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}

function printNumber(value, bias) {
  let out = "";
  let rest = value;
  for (let k = base; ; k += base) {
    const threshold = thresholdOf(k, bias);
    if (rest < threshold) return out + digitOf(rest);
    out += digitOf(threshold + ((rest - threshold) % (base - threshold)));
    rest = Math.floor((rest - threshold) / (base - threshold));
  }
}

function toPunycode(label) {
  const points = Array.from(label, (character) => character.codePointAt(0));
  const basic = points.filter((point) => point < firstPoint);
  let out = String.fromCharCode(...basic) + (basic.length > 0 ? "-" : "");
  let [handled, n, delta, bias] = [basic.length, firstPoint, 0, firstBias];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      out += printNumber(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return out;
}

const ignored =
  /\u00ad|\u034f|[\u180b-\u180d]|\u180f|\u200b|\u2060|\u2064|[\ufe00-\ufe0f]|\ufeff/gu;
const refused =
  /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Z}\p{Bidi_Control}\ufffd]|\u200c|\u200d|^[\p{M}\u0660-\u0669]/u;
const isAscii = (text) => !/[^\0-\x7f]/.test(text);
// One by one, so that a final sigma is no special case.
const lowered = (text) => Array.from(text, (character) => character.toLowerCase()).join("");
const mapped = (text) =>
  lowered(text.replace(ignored, "").normalize("NFKC")).normalize("NFKC").replaceAll("\u3002", ".");

/** A label as it is sent, or null when it is none. What is ASCII already is left as it is, as Node leaves it. */
function toAsciiLabel(label) {
  if (isAscii(label)) return label;
  if (label.length > longestLabel || refused.test(label)) return null;
  return `xn--${toPunycode(label)}`;
}

guest.url.toAscii = (domain) => {
  if (isAscii(domain)) return domain.toLowerCase();
  const labels = mapped(domain).split(".").map(toAsciiLabel);
  return labels.includes(null) ? null : labels.join(".");
};
