import ts from "typescript";
import { describe, expect, test } from "vitest";
import { sdkDeclarations } from "./declarations.ts";
import { readNamespaces } from "./read-members.ts";
import { sdkPage } from "./sdk-page.ts";

const libFiles = new Map<string, ts.SourceFile | undefined>();

/** What the examples take for known. */
const given = ["order", "orders", "orderId", "amount", "sent", "expected"]
  .map((name) => `${name}: any`)
  .join(", ");

/** What TypeScript says of a script that has sdk.d.ts and the language, and nothing else. */
function problemsOf(script: string): string[] {
  const sources = new Map([
    ["/sdk.d.ts", sdkDeclarations()],
    ["/script.ts", `(async (${given}) => {\n${script}\n});`],
  ]);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2024,
    lib: ["lib.es2024.d.ts", "lib.es2020.intl.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target) => {
    const own = sources.get(name);
    if (own !== undefined) return ts.createSourceFile(name, own, target);
    if (!libFiles.has(name)) libFiles.set(name, getSourceFile(name, target));
    return libFiles.get(name);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("docs/sdk.d.ts is what the rooms declare", async () => {
  await expect(sdkDeclarations()).toMatchFileSnapshot("../../../../docs/sdk.d.ts");
});

test("docs/sdk.md is what the rooms declare", async () => {
  await expect(sdkPage()).toMatchFileSnapshot("../../../../docs/sdk.md");
});

test("the editor completes what the rooms declare", async () => {
  const members = readNamespaces().flatMap((room) =>
    room.members.map(({ name, signature, text }) => ({ name, signature, text })),
  );
  const code = `// Made from the rooms of workers/sandbox/sdk; do not edit.
import type { SdkMember } from "./sdk-member.ts";

export const sdkMembers: readonly SdkMember[] = ${JSON.stringify(members, null, 2)};
`;
  await expect(code).toMatchFileSnapshot("../../../../lib/sdk/sdk-members.generated.ts");
});

describe("sdk.d.ts", () => {
  const examples = readNamespaces().flatMap(({ members }) =>
    members.flatMap((member) => member.examples.map((code) => [member.name, code] as const)),
  );
  test.each(examples)("stands by itself, and the example of %s is a script", (_name, code) => {
    expect(problemsOf(`{\n${code}\n}`)).toEqual([]);
  });

  test.each([
    ["a call that does not exist", "await sdk.events.emmit('a.b');"],
    ["an argument of the wrong type", "await sdk.events.emit(1);"],
    ["a global of the web", "await fetch('https://example.com');"],
    ["a global of Node", "process.exit();"],
    ["writing to the sdk", "sdk.log = console;"],
  ])("refuses %s", (_name, script) => {
    expect(problemsOf(script)).not.toEqual([]);
  });
});
