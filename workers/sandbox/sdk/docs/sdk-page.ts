// docs/sdk.md, from the declarations and the limits themselves.
import { defaultRunLimits, hardRunLimits, type RunLimits } from "#lib/executions/run-limits.ts";
import { type DocumentedMember, type DocumentedNamespace, readNamespaces } from "./read-members.ts";

const head = `# The SDK

A script is the body of an async function: top-level \`await\` and \`return\` work. What it returns is the execution's result
(JSON). \`sdk\` and \`console\` are all it has beyond the language; both are new in each run, and nothing that one run leaves
behind is there in the next. This page and [sdk.d.ts](sdk.d.ts), for your own editor, are made from the SDK itself.

Every awaited call of the sdk is kept with the execution as an **effect**: what was called, upon whom, how long it took and
what came of it. In a **dry run** calls that change something are recorded and not performed.

## Ending a run

| a script | its delivery |
|---|---|
| returns | has succeeded |
| throws, or leaves a rejected promise that nothing awaits | is tried again by the subscription's retry policy, then becomes a dead letter |
| \`throw new sdk.RetryAfterError("10m")\` | is tried again after that delay (milliseconds or \`"90s"\`, \`"10m"\`, \`"2h"\`; at most 24 hours) |
| \`throw new sdk.NonRetryableError("…")\` | becomes a dead letter at once |
| exceeds a limit | is tried again; its outcome is the limit's name, and no \`catch\` holds it up |

Await what you begin: a rejection that nothing awaits fails the run as \`UnhandledRejection\`, but one that was collected as
garbage before the run ended is not heard of.

An error's stack has the lines and columns of the script as it was written, in TypeScript, too.`;

const language = `## The language

JavaScript as V8 runs it, strict, with \`Intl\`, \`Date\` (milliseconds), \`Math\`, \`URL\`, \`URLSearchParams\`, \`TextEncoder\`,
\`TextDecoder\`, \`atob\`, \`btoa\` and \`structuredClone\`. The built-in objects are frozen: assigning to \`Array.prototype\` throws,
assigning \`toString\` to your own object works. TypeScript is taken by leaving its types out; \`enum\`, \`namespace\` with code,
parameter properties and decorators need more than that and are refused when the script is saved.

There is no \`import\`, \`require\`, \`fetch\`, \`setTimeout\`, \`process\`, \`Buffer\`, \`WebAssembly\`, \`SharedArrayBuffer\`, \`Atomics\`
or \`WeakRef\`; most of them say what to use instead.`;

export function sdkPage(): string {
  const sections = readNamespaces().map(namespaceSection);
  return `${[head, limitsSection(), language, ...sections].join("\n\n")}\n`;
}

const limitWords: Record<keyof RunLimits, string> = {
  wallMs: "milliseconds from begin to end: `timed_out`",
  cpuMs: "milliseconds of CPU time: `cpu_exceeded`",
  heapBytes: "bytes of memory: `out_of_memory`",
  sdkCalls: "awaited calls of the sdk: `limit_exceeded`",
  emits: "`sdk.events.emit`: `limit_exceeded`",
  httpRequests: "`sdk.http`: `limit_exceeded`",
  smsMessages: "`sdk.sms.send`: `limit_exceeded`",
  logLines: "lines of the log; what is more is left out",
  logBytes: "bytes of the log; what is more is left out",
  resultBytes: "bytes of the result: `limit_exceeded`",
  payloadBytes: "bytes of an event's payload; emitting a larger one throws",
};

function limitsSection(): string {
  const rows = Object.entries(limitWords).map(([name, words]) => {
    const limit = name as keyof RunLimits; // the keys of the table above
    return `| ${words} | ${count(defaultRunLimits[limit])} | ${count(hardRunLimits[limit])} |`;
  });
  return [
    "## Limits of a run",
    "",
    "| of each run | default | at most, by a tenant's settings |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function namespaceSection({ namespace, text, members, types }: DocumentedNamespace): string {
  const parts = [`## sdk.${namespace}`];
  if (text) parts.push(text.trim());
  parts.push(...members.map(memberSection));
  if (types.length > 0) parts.push(`\`\`\`ts\n${types.join("\n\n")}\n\`\`\``);
  return parts.join("\n\n");
}

function memberSection({ name, signature, text, returns, throws, examples }: DocumentedMember) {
  const parts = [`### ${name}`, `\`\`\`ts\n${name}${signature}\n\`\`\``];
  if (text) parts.push(text.trim());
  parts.push(...returns.map((what) => `Returns: ${oneLine(what)}`));
  if (throws.length > 0) parts.push(throws.map((what) => `- Throws ${oneLine(what)}`).join("\n"));
  parts.push(...examples.map((code) => `\`\`\`js\n${code}\n\`\`\``));
  return parts.join("\n\n");
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
