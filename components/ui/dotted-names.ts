// Looks dotted names up: what may come next after `sdk.ht`, and which one stands at a place in a line.

/** `name` with dots; `signature` follows it; `text` says what it does. */
export type NamedCode = { name: string; signature: string; text: string };

export type NextName = { label: string; named: NamedCode | null };

/** The names, one step long, that continue what was typed; in the order they are known in. */
export function nextNames(names: readonly NamedCode[], typed: string): NextName[] {
  const head = typed.slice(0, typed.lastIndexOf(".") + 1);
  const begun = typed.slice(head.length).toLowerCase();
  const found = new Map<string, NextName>();
  for (const named of names) {
    if (!named.name.startsWith(head)) continue;
    const [label = "", ...more] = named.name.slice(head.length).split(".");
    if (!label.toLowerCase().startsWith(begun) || found.has(label)) continue;
    found.set(label, { label, named: more.length === 0 ? named : null });
  }
  return [...found.values()];
}

/** The known name that covers a place of the line, up to the part that is there. */
export function nameAt(
  names: readonly NamedCode[],
  line: string,
  place: number,
): { from: number; to: number; named: NamedCode } | null {
  for (const match of line.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?:\.[\w$]+)*/g)) {
    const from = match.index;
    if (place < from || place > from + match[0].length) continue;
    const named = names.find(({ name }) => name === match[0]);
    return named ? { from, to: from + match[0].length, named } : null;
  }
  return null;
}
