// A browser for the stories, from the first place that has one which starts. Without any: one clear
// error, never a silent skip.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

export const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const namesOnPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

type Place = { name: string; find: () => string | null | Promise<string | null> };

const places: Place[] = [
  { name: "PLAYWRIGHT_CHROMIUM_PATH", find: () => process.env["PLAYWRIGHT_CHROMIUM_PATH"] ?? null },
  { name: "a Chromium or Chrome on PATH", find: onPath },
  { name: "Playwright's own", find: () => chromium.executablePath() },
  { name: "@sparticuz/chromium", find: fromPackage },
  { name: "playwright install chromium", find: installWithPlaywright },
  { name: "apt-get install chromium", find: installWithApt },
];

/** The path of a Chromium that starts on this machine. */
export async function findBrowser(): Promise<string> {
  for (const { find } of places) {
    const path = await find();
    if (path && starts(path)) return path;
  }
  const tried = places.map(({ name }) => name).join(", ");
  throw new Error(
    `No browser for the stories (tried: ${tried}). Set PLAYWRIGHT_CHROMIUM_PATH to a Chromium.`,
  );
}

/** A Chromium without its system libraries is no browser: it must be able to say its version. */
function starts(path: string): boolean {
  return existsSync(path) && run(path, ["--no-sandbox", "--version"], 20);
}

function onPath(): string | null {
  for (const name of namesOnPath) {
    const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return null;
}

async function fromPackage(): Promise<string | null> {
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return await packaged.executablePath();
  } catch {
    return null; // optional: not installed on this platform
  }
}

function installWithPlaywright(): string | null {
  return run("npx", ["playwright", "install", "chromium-headless-shell"], 240)
    ? chromium.executablePath()
    : null;
}

function installWithApt(): string | null {
  if (process.getuid?.() !== 0) return null;
  const installed =
    run("apt-get", ["update"], 120) &&
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], 300);
  return installed ? onPath() : null;
}

function run(command: string, args: string[], withinSeconds: number): boolean {
  return spawnSync(command, args, { stdio: "ignore", timeout: withinSeconds * 1000 }).status === 0;
}
