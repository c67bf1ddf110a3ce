// How deep a JSON value is nested, without recursion: depth cannot overflow the stack.

export function isDeeperThan(value: unknown, levels: number): boolean {
  let open = [value].filter(isContainer);
  for (let level = 0; level < levels && open.length > 0; level += 1) {
    open = open.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return open.length > 0;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
