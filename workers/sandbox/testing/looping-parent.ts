// A parent for one test: starts a pool, lets its child loop, tells the child's pid, and waits to be killed.
import { readFileSync } from "node:fs";
import { setUpSandbox } from "./sandbox-setup.ts";

const { runOne } = await setUpSandbox();
const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "latin1");
const limits = { cpuMs: 60_000, wallMs: 60_000 };
void runOne({ source: "console.log('in'); for (;;);", limits });
setTimeout(() => process.stdout.write(children.trim()), 300);
