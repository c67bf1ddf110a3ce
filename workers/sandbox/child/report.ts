// Writes the child's lines to its parent, synchronously: a line is out before the next guest code runs.
import { writeSync } from "node:fs";
import { type EndLetter, lines, reportFd } from "../protocol.ts";
import type { Heartbeat } from "./heartbeat.ts";

/** Ends of runs wait for the next line, so that a quick run costs one system call. */
export class Report {
  #waiting = "";
  readonly #heartbeat: Heartbeat;

  constructor(heartbeat: Heartbeat) {
    this.#heartbeat = heartbeat;
  }

  up(): void {
    this.#write(lines.up());
  }

  entered(index: number): void {
    this.#write(lines.entered(index));
  }

  left(): void {
    this.#write(lines.left());
  }

  call(index: number, call: number, name: string, json: string): void {
    this.#write(lines.call(index, call, name, json));
  }

  ended(index: number, letter: EndLetter, ms: number, cpuMs: number, text: string): void {
    this.#waiting += lines.ended(index, letter, ms, cpuMs, text);
  }

  batchEnd(warm: boolean): void {
    this.#write(lines.batchEnd(warm));
  }

  #write(line: string): void {
    const bytes = Buffer.from(this.#waiting + line);
    this.#waiting = "";
    this.#heartbeat.whileWriting(() => writeAll(bytes));
  }
}

function writeAll(bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(reportFd, bytes, written);
}
