// The platform's own program inside an isolate, put together from the guest files at child start.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { namespaces, roomFile } from "../sdk/namespaces.ts";

const guestFile = (name: string): URL => new URL(`../guest/${name}.js`, import.meta.url);

/** In the order of their needs. */
const webFiles = [
  "text-encoding",
  "base64",
  "structured-clone",
  "url-text",
  "url-domain",
  "url-host",
  "url-parse",
  "url-search-params",
  "url",
];

const files: readonly URL[] = [
  guestFile("realm"),
  guestFile("errors"),
  ...webFiles.map((name) => guestFile(`web/${name}`)),
  guestFile("globals"),
  guestFile("outbox"),
  guestFile("crossing"),
  guestFile("bridge"),
  ...namespaces.map((namespace) => roomFile(namespace, "guest.js")),
  guestFile("runtime"),
];

/** Code of a closure with the arguments that outbox.js takes; evaluates to the functions the host may call. */
export function guestProgram(): string {
  const parts = files.map((file) => `{\n${readFileSync(file, "utf8")}\n}`);
  return `"use strict";\nconst guest = { rooms: {}, web: {} };\n${parts.join("\n")}\nreturn guest;`;
}

/** SES, and what must be done before it comes; evaluated before the program. */
export function sesSource(): string {
  const packed = createRequire(import.meta.url).resolve("ses");
  const first = readFileSync(guestFile("array-buffers"), "utf8");
  return `(() => {\n"use strict";\n${first}\n})();\n${readFileSync(join(dirname(packed), "ses.umd.min.js"), "utf8")}`;
}
