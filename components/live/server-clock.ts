// What the server's clock says, by the newest live answer that told it (`now`): however late the page itself was
// drawn in this browser, a row that has just come in is never ahead of it.

let aheadMs: number | null = null;

/** Takes note of an answer that has just arrived. */
export function noteServerClock(answer: unknown, here = Date.now()): void {
  if (typeof answer !== "object" || answer === null || !("now" in answer)) return;
  const told = typeof answer.now === "string" ? Date.parse(answer.now) : Number.NaN;
  if (Number.isFinite(told)) aheadMs = told - here;
}

/** By how much the server's clock is ahead of this computer's; null while no answer told. */
export function serverAheadMs(): number | null {
  return aheadMs;
}
