// A Scriptbus of a story's own: started as a person would, in a data directory and on ports of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "#db/embedded/free-port.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const readyWithinMs = 240_000;

/** What decides where an instance keeps its data and listens. */
export type Place = { dataDir: string; port: number; workerPort: number };

export type Instance = Place & {
  url: string;
  workerUrl: string;
  pid: number;
  /** All lines so far, of stdout and stderr. */
  lines: string[];
  /** Resolves with the first line from now on (or already there) that matches. */
  line: (pattern: RegExp) => Promise<string>;
  signal: (name: NodeJS.Signals) => void;
  /** Resolves with the exit code; null after a signal that killed it. */
  ended: Promise<number | null>;
};

export async function newPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), "scriptbus-e2e-"));
  return { dataDir, ...(await newPorts()) };
}

export async function newPorts(): Promise<Pick<Place, "port" | "workerPort">> {
  return { port: await freePort(), workerPort: await freePort() };
}

export function removeData({ dataDir }: Place): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** Starts `bin/up.mjs` and does not wait. */
export function launch(place: Place, env: NodeJS.Dict<string> = {}): Instance {
  const child = spawn("node", [join(root, "bin", "up.mjs")], {
    cwd: root,
    env: { ...process.env, ...environment(place), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const { lines, line } = readLines(child, ended);
  return {
    ...place,
    url: `http://localhost:${place.port}`,
    workerUrl: `http://127.0.0.1:${place.workerPort}`,
    pid: child.pid ?? 0,
    lines,
    line,
    signal: (name) => child.kill(name),
    ended,
  };
}

/** Starts it and waits for the ready line. */
export async function start(place: Place, env: NodeJS.Dict<string> = {}): Promise<Instance> {
  const instance = launch(place, env);
  await instance.line(/^Scriptbus is ready at /);
  return instance;
}

/** Stops it and removes its data. */
export async function end(instance: Instance): Promise<void> {
  instance.signal("SIGTERM");
  await instance.ended;
  removeData(instance);
}

function environment({ dataDir, port, workerPort }: Place): NodeJS.Dict<string> {
  return {
    SCRIPTBUS_DATA_DIR: dataDir,
    PORT: `${port}`,
    WORKER_PORT: `${workerPort}`,
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
    FORCE_COLOR: undefined,
  };
}

type Lines = Pick<Instance, "lines" | "line">;

function readLines(child: ChildProcess, ended: Promise<unknown>): Lines {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const onLine = (line: string) => {
    lines.push(line);
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on("line", onLine);
  }
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why} ${pattern}:\n${lines.join("\n")}`));
      const timer = setTimeout(() => fail("No line in time for"), readyWithinMs);
      const look = () => {
        const found = lines.find((each) => pattern.test(each));
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => fail("It ended without a line for"));
    });
  return { lines, line };
}

/** The processes that belong to a data directory: every one of them has it in its environment. Linux only. */
export function processesOf({ dataDir }: Place): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readProc(name, "environ").includes(dataDir))
    .map((name) => ({
      pid: Number(name),
      command: readProc(name, "cmdline").replaceAll("\0", " "),
    }));
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // gone
  }
}

/** Whether the address answers 200 now. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** The postmaster of the embedded PostgreSQL. */
export function postmasterOf({ dataDir }: Place): number {
  const path = join(dataDir, "postgres", "postmaster.pid");
  if (!existsSync(path)) return 0;
  return Number(readFileSync(path, "utf8").split("\n")[0]);
}
