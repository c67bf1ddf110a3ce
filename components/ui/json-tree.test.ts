import { expect, test } from "vitest";
import { readableName, readableString, readJsonTree } from "#components/ui/json-tree.ts";

const generous = { members: 100, depth: 40, values: 2000 };

test("numbers keep the digits they were sent with", () => {
  expect(readJsonTree('{"id":9007199254740993,"amount":10.00}')).toEqual({
    kind: "object",
    size: 2,
    children: [
      { name: "id", value: { kind: "number", text: "9007199254740993" } },
      { name: "amount", value: { kind: "number", text: "10.00" } },
    ],
  });
});

test("text that is no JSON has no tree", () => {
  expect(readJsonTree("{ not json")).toBeNull();
  expect(readJsonTree("")).toBeNull();
});

test("a long list is counted, not drawn", () => {
  const text = JSON.stringify(Array.from({ length: 4000 }, (_, index) => index));
  const tree = readJsonTree(text, { ...generous, members: 100 });
  expect(tree).toMatchObject({ kind: "array", size: 4000, children: { length: 100 } });
});

test("what lies too deep is cut, however deep it goes on", () => {
  const text = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
  const depths: string[] = [];
  let node = readJsonTree(text, { ...generous, depth: 3 });
  while (node && "children" in node) {
    depths.push(node.kind);
    node = node.children[0]?.value ?? null;
  }
  expect(depths).toHaveLength(3);
  expect(node).toMatchObject({ kind: "cut" });
});

test("a tree holds no more values than a page can", () => {
  const wide = JSON.stringify(
    Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => [1])),
  );
  const count = (text: string): number => JSON.stringify(readJsonTree(text)).split('"kind"').length;
  expect(count(wide)).toBeLessThan(2000 + 50 * 50);
});

test("strings are read with their letters, and what cannot be seen is shown", () => {
  expect(readableString('"Nov\\u00e1k"')).toBe('"Novák"');
  expect(readableString('"abc\\u202edcba"')).toBe('"abc\\u202edcba"');
  expect(readableString('"line\\nnext \\"quoted\\""')).toBe('"line\\nnext \\"quoted\\""');
  expect(readableName("amount")).toBe("amount");
  expect(readableName("a: 1,\u200b b")).toBe('"a: 1,\\u200b b"');
});
