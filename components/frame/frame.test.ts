import { expect, test } from "vitest";
import { themeCookieFor } from "#components/frame/apply-theme.ts";
import { currentHref } from "#components/frame/current-item.ts";
import { readPastedId } from "#components/frame/pasted-id.ts";
import { stepRow } from "#components/frame/row-step.ts";
import { isPaletteKey, isPlainKey, ownsKeys, pressKey } from "#components/frame/shortcut-keys.ts";

const known = ["?", "j", "g e", "g d"];
const key = {
  key: "k",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  defaultPrevented: false,
};

test("a single key matches at once", () => {
  expect(pressKey("", "?", known)).toEqual({ pending: "", matched: "?" });
});

test("two keys in a row match together", () => {
  expect(pressKey("", "g", known)).toEqual({ pending: "g", matched: null });
  expect(pressKey("g", "e", known)).toEqual({ pending: "", matched: "g e" });
});

test("a key that continues nothing begins anew", () => {
  expect(pressKey("g", "j", known)).toEqual({ pending: "", matched: "j" });
  expect(pressKey("g", "g", known)).toEqual({ pending: "g", matched: null });
  expect(pressKey("g", "z", known)).toEqual({ pending: "", matched: null });
});

test("keys with modifiers, in compositions and of no character are not ours", () => {
  expect(isPlainKey(key)).toBe(true);
  for (const other of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
    { defaultPrevented: true },
    { key: "Enter" },
  ]) {
    expect(isPlainKey({ ...key, ...other })).toBe(false);
  }
});

test("the palette opens on Ctrl+K and ⌘K alone", () => {
  expect(isPaletteKey({ ...key, ctrlKey: true })).toBe(true);
  expect(isPaletteKey({ ...key, metaKey: true, key: "K" })).toBe(true);
  expect(isPaletteKey(key)).toBe(false);
  expect(isPaletteKey({ ...key, metaKey: true, shiftKey: true })).toBe(false);
  expect(isPaletteKey({ ...key, metaKey: true, ctrlKey: true })).toBe(false);
  expect(isPaletteKey({ ...key, ctrlKey: true, defaultPrevented: true })).toBe(false);
});

test("keys inside fields, editors and dialogs are theirs", () => {
  expect(ownsKeys({ closest: () => ({}) })).toBe(true);
  expect(ownsKeys({ closest: () => null })).toBe(false);
  expect(ownsKeys({})).toBe(false);
  expect(ownsKeys(null)).toBe(false);
});

test("j and k walk the rows and stay at the ends", () => {
  expect(stepRow(3, -1, 1)).toBe(0);
  expect(stepRow(3, -1, -1)).toBe(2);
  expect(stepRow(3, 1, 1)).toBe(2);
  expect(stepRow(3, 2, 1)).toBe(2);
  expect(stepRow(3, 0, -1)).toBe(0);
  expect(stepRow(0, -1, 1)).toBe(-1);
  expect(stepRow(2, 7, -1)).toBe(1);
});

test("an id is found alone, in a link and in a log line", () => {
  const id = "0199b3a4-7c1e-7d52-9e0a-3f2b1c0d9e8f";
  expect(readPastedId(id)).toBe(id);
  expect(readPastedId(`  ${id.toUpperCase()}\n`)).toBe(id);
  expect(readPastedId(`http://localhost:4000/executions/${id}?tab=logs`)).toBe(id);
  expect(readPastedId(`event=${id} again ${id}`)).toBe(id);
});

test("no id, a part of one, or two different ones is none", () => {
  expect(readPastedId("")).toBeNull();
  expect(readPastedId("0199b3a4-7c1e-7d52-9e0a-3f2b1c0d9e8")).toBeNull();
  expect(readPastedId("0199b3a4-7c1e-7d52-9e0a-3f2b1c0d9e8f0")).toBeNull();
  const other = "0199b3a4-7c1e-7d52-9e0a-3f2b1c0d9e80";
  expect(readPastedId(`${other} 0199b3a4-7c1e-7d52-9e0a-3f2b1c0d9e8f`)).toBeNull();
});

test("a theme is remembered for a year, the system's choice is forgotten", () => {
  expect(themeCookieFor("dark")).toBe(
    "scriptbus-theme=dark; Path=/; Max-Age=31536000; SameSite=Lax",
  );
  expect(themeCookieFor("system")).toContain("Max-Age=0");
});

test("the place of the navigation is the nearest one above the path", () => {
  const hrefs = ["/", "/scripts", "/settings", "/settings/keys"];
  expect(currentHref(hrefs, "/")).toBe("/");
  expect(currentHref(hrefs, "/scripts")).toBe("/scripts");
  expect(currentHref(hrefs, "/scripts/12/code")).toBe("/scripts");
  expect(currentHref(hrefs, "/settings/keys")).toBe("/settings/keys");
  expect(currentHref(hrefs, "/scriptsmith")).toBeNull();
  expect(currentHref(hrefs, "/account")).toBeNull();
});
