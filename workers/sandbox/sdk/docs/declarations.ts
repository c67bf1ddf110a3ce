// sdk.d.ts: what a script may use, put together from the rooms. A script is the body of an async function.
import { readFileSync } from "node:fs";
import { type Namespace, namespaces, roomFile } from "../namespaces.ts";

const head = `// What a script of Scriptbus may use. Made from the sdk itself; do not edit.
// In a tsconfig.json for scripts: "lib": ["ES2024"], "types": [].`;

/** Null in some runs. */
const notAlways: ReadonlySet<Namespace> = new Set(["request"]);

export function sdkDeclarations(): string {
  const rooms = namespaces.map((name) => readFileSync(roomFile(name, "types.d.ts.txt"), "utf8"));
  const globals = readFileSync(new URL("./globals.d.ts.txt", import.meta.url), "utf8");
  return `${[head, ...[...rooms, globals].map((text) => text.trim()), sdkInterface()].join("\n\n")}\n`;
}

/** `sdk.events` is an `SdkEvents`. */
export function typeOfNamespace(namespace: Namespace): string {
  return `Sdk${namespace[0]?.toUpperCase()}${namespace.slice(1)}`;
}

function sdkInterface(): string {
  const members = namespaces.map((name) => {
    const none = notAlways.has(name) ? " | null" : "";
    return `  readonly ${name}: ${typeOfNamespace(name)}${none};`;
  });
  const errors = ["NonRetryableError", "RetryAfterError"].map(
    (name) => `  readonly ${name}: typeof ${name};`,
  );
  return `interface Sdk {\n${[...members, ...errors].join("\n")}\n}\n\ndeclare const sdk: Sdk;`;
}
