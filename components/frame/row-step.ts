// Where j and k go in a list.

/** Index of the row to focus next, or -1 when there is none. `current` is -1 while no row has the focus. */
export function stepRow(count: number, current: number, step: 1 | -1): number {
  if (count === 0) return -1;
  if (current < 0) return step === 1 ? 0 : count - 1;
  return Math.min(Math.max(current + step, 0), count - 1);
}
