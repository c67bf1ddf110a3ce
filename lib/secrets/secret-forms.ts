// The texts that give a secret away: the value itself, and how it looks inside JSON, addresses and base64.
import { secretLimits } from "./secret-limits.ts";

/** Each at least `shortestRedacted` long; none when the value is shorter than that. */
export function formsOf(value: string): Set<string> {
  const forms = [value, value.trim(), ...partsOf(value)].flatMap((part) => [
    part,
    inJson(part),
    // A body that is logged inside another.
    inJson(inJson(part)),
    ...inAddress(part),
    ...inBase64(part),
  ]);
  return new Set(forms.filter((form) => form.length >= secretLimits.shortestRedacted));
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** A value that is JSON is seldom printed as it was written. */
function partsOf(value: string): string[] {
  if (!/^\s*[[{]/.test(value)) return [];
  const parts: string[] = [];
  try {
    JSON.parse(value, (_key, part: unknown) => {
      if (typeof part === "string" && part.length >= secretLimits.shortestInBase64)
        parts.push(part);
      return part;
    });
  } catch {
    return [];
  }
  return parts.sort((a, b) => b.length - a.length).slice(0, secretLimits.partsOfJson);
}

/** Written by encodeURIComponent, by a form, by encodeURI, and as it is into an address that is printed later. */
function inAddress(value: string): string[] {
  if (/^[\w.-]*$/.test(value) || !value.isWellFormed()) return [];
  const whole = encodeURIComponent(value);
  return [
    whole,
    whole.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([["", value]]).toString().slice(1),
    encodeURI(value),
    new URL(`http://host/?${value.replaceAll("#", "%23")}`).search.slice(1),
  ];
}

/** At each of the three places where it may begin: `user:password` in base64 holds the password, too. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < secretLimits.shortestInBase64) return [];
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const certain = text.slice(
      shift === 0 ? 0 : shift + 1,
      Math.floor(((shift + bytes.length) * 8) / 6),
    );
    return [certain, certain.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
