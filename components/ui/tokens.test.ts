// Reads the tokens from the style sheet itself and holds every pair of text and ground that the console draws
// to the contrast of WCAG 2.2 AA (1.4.3): at least 4.5 in both themes.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

const themes = ["light", "dark"] as const;
const tones = ["green", "blue", "grey", "amber", "red", "violet", "slate"];
const grounds = ["page", "raised", "sunken", "hover", "selected"];
const syntax = ["name", "string", "number", "keyword", "type", "comment", "mark"];

const pairs: [text: string, ground: string][] = [
  ...["ink", "quiet", "faint"].flatMap((text) => grounds.map((ground) => pair(text, ground))),
  ...["page", "raised", "sunken", "hover", "selected"].map((ground) => pair("accent", ground)),
  ...tones.flatMap((tone) => [`${tone}-soft`, ...grounds].map((ground) => pair(tone, ground))),
  ...tones.map((tone) => pair("ink", `${tone}-soft`)),
  ...syntax.flatMap((part) =>
    ["page", "sunken", "hover"].map((ground) => pair(`syntax-${part}`, ground)),
  ),
  pair("on-accent", "accent"),
  pair("on-accent", "accent-hover"),
  pair("on-danger", "danger"),
  pair("on-danger", "danger-hover"),
];

test.each(themes)("every text can be read on its ground in the %s theme", (theme) => {
  const faint = pairs
    .map(([text, ground]) => ({ text, ground, ratio: contrast(text, ground, theme) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(faint).toEqual([]);
});

test("a focus ring stands out from every ground", () => {
  const ratios = themes.flatMap((theme) =>
    grounds.map((ground) => contrast("accent", ground, theme)),
  );
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
});

function pair(text: string, ground: string): [string, string] {
  return [text, ground];
}

function contrast(text: string, ground: string, theme: (typeof themes)[number]): number {
  const [a, b] = [luminance(colour(text, theme)), luminance(colour(ground, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function colour(token: string, theme: (typeof themes)[number]): string {
  const found = new RegExp(`--${token}: light-dark\\((#[\\da-f]{6}), (#[\\da-f]{6})\\)`).exec(css);
  const value = found?.[theme === "light" ? 1 : 2];
  if (!value) throw new Error(`globals.css defines no --${token}`);
  return value;
}

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
