import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const lock = {
  "": {},
  "node_modules/a": { version: "1.0.0", integrity: "x" },
  "node_modules/tool": { version: "2.0.0", integrity: "y", dev: true },
  "node_modules/other-platform": { version: "3.0.0", integrity: "z", optional: true },
};

function cloneWith(present: object): string {
  const root = mkdtempSync(join(tmpdir(), "scriptbus-install-"));
  folders.push(root);
  mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
  writeFileSync(join(root, "node_modules", ".bin", "node"), "");
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: lock }));
  const hidden = join(root, "node_modules", ".package-lock.json");
  writeFileSync(hidden, JSON.stringify({ packages: present }));
  return root;
}

const a = { "node_modules/a": lock["node_modules/a"] };
const tool = { "node_modules/tool": lock["node_modules/tool"] };

test("packages of another platform need not be there", () => {
  expect(isInstalled(cloneWith({ ...a, ...tool }), "developing")).toBe(true);
});

test("running does without the tools, developing does not", () => {
  expect(isInstalled(cloneWith(a), "running")).toBe(true);
  expect(isInstalled(cloneWith(a), "developing")).toBe(false);
});

test("another version is not installed", () => {
  const older = { "node_modules/a": { version: "0.9.0", integrity: "x" } };
  expect(isInstalled(cloneWith({ ...older, ...tool }), "running")).toBe(false);
});

test("an interrupted install, which has no list yet, is not installed", () => {
  const root = cloneWith(a);
  rmSync(join(root, "node_modules", ".package-lock.json"));
  expect(isInstalled(root, "running")).toBe(false);
});
