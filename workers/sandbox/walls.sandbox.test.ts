import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { childCommand } from "./child-command.ts";
import { findNetworkNamespace, isCutOff } from "./network-namespace.ts";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

function onlyChild(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "latin1");
  return Number(children.trim().split(" ")[0]);
}

async function setUp() {
  const sandbox = await setUpSandbox();
  onTestFinished(() => sandbox.pool.stop());
  return sandbox;
}

/** What a process with a child's walls says when it runs the code instead of child.ts. */
async function sayInside(code: string): Promise<string> {
  const { file, args } = childCommand((await findNetworkNamespace()) ?? []);
  const probe = spawn(file, [...args.slice(0, -1), "--eval", code], {
    cwd: "/",
    env: {} as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  probe.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await once(probe, "close");
  return said;
}

it("a child connects to nothing where the system has network namespaces", async () => {
  const { pool } = await setUp();
  const server = createServer((socket) => socket.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const said = await sayInside(`
    require("net").connect(${port}, "127.0.0.1")
      .on("connect", () => { console.log("connected"); process.exit(); })
      .on("error", ({ code }) => console.log(code));`);
  const { networkNamespace } = pool.walls();
  expect(said.trim()).toMatch(
    networkNamespace ? /^E(NETUNREACH|ADDRNOTAVAIL|CONNREFUSED)$/ : /^connected$/,
  );
  expect(await isCutOff([])).toBe(false);
});

it("the walls that hold are those the children have", async () => {
  const { pool } = await setUp();
  const own = readlinkSync("/proc/self/ns/net");
  const theirs = readlinkSync(`/proc/${onlyChild()}/ns/net`);
  expect(pool.walls()).toEqual({ permissionModel: true, networkNamespace: theirs !== own });
});

it("a child reads no file but the product's own, writes none and starts no process", async () => {
  const said = await sayInside(`
    const fs = require("fs");
    const attempts = [
      () => fs.readFileSync("/etc/passwd"),
      () => fs.writeFileSync("/tmp/left-by-a-child", ""),
      () => require("child_process").execFileSync("/bin/true"),
    ];
    console.log(attempts.map((attempt) => { try { attempt(); return "done"; } catch (e) { return e.code; } }).join());`);
  expect(said.trim()).toBe(Array(3).fill("ERR_ACCESS_DENIED").join());
});

it("a child is the process that was started, holds no descriptor but its channels, and an empty environment", async () => {
  const { expectAlive } = await setUp();
  const pid = onlyChild();
  expect(readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0")[0]).toBe(process.execPath);
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  const kinds = links.map((link) => link.replace(/:\[.*\]$/, ""));
  // The system's own: what the event loop waits with.
  const own = kinds.filter((kind) => !/^(anon_inode|pipe|\/dev\/null)/.test(kind));
  expect(own).toEqual(["socket", "socket"]);
  const environment = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").filter(Boolean);
  expect(environment.filter((entry) => !entry.startsWith("NODE_CHANNEL_"))).toEqual([]);
  await expectAlive();
});
