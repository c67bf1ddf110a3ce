// What the form offers as event types: those that were seen, and the prefixes that several of them share.

export function eventTypeChoices(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const parts = name.split(".");
    for (let length = 1; length < parts.length; length += 1) {
      const pattern = `${parts.slice(0, length).join(".")}.*`;
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  const patterns = [...counts].flatMap(([pattern, count]) => (count > 1 ? [pattern] : []));
  return [...names, ...patterns].sort((a, b) => (a < b ? -1 : 1));
}
