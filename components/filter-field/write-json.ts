// A filter's JSON form as a person would lay it out: what fits stands on one line, the rest is broken and indented.

/** Columns, as the field shows them without wrapping. */
const width = 56;

export function writeJson(value: unknown, indent = ""): string {
  const line = inOneLine(value);
  if (indent.length + line.length <= width || !isContainer(value)) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const parts = Array.isArray(value)
    ? value.map((item) => writeJson(item, deeper))
    : Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}: ${writeJson(item, deeper)}`,
      );
  return `${open}\n${parts.map((part) => `${deeper}${part}`).join(",\n")}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (!isContainer(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}: ${inOneLine(item)}`,
  );
  return `{${members.join(", ")}}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
