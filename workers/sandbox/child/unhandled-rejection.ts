// A promise that was rejected while nobody waited for it: isolated-vm throws its reason at the host once the guest's
// microtasks are done. The run has failed with it, whatever else it returned; the reason is a copy, never a guest object.

const longest = 4_000;

/** The text of an ending that failed (see build-result.ts). The copy has lost the guest's stack. */
export function rejectionText(reason: unknown): string {
  const message = `${print(reason).slice(0, longest)} (a promise was rejected and nothing awaited it)`;
  const error = { name: "UnhandledRejection", message };
  return JSON.stringify({ error, retry: { kind: "default" } });
}

function print(reason: unknown): string {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`;
  return typeof reason === "object" || typeof reason === "function" ? "an object" : String(reason);
}
