// The namespaces of the sdk, in the order they are documented. Known to the sandbox's children, too: it must not import
// the host's side of anything.
export const namespaces = [
  "events",
  "request",
  "db",
  "http",
  "cache",
  "sms",
  "log",
  "secrets",
  "crypto",
  "sleep",
  "limits",
] as const;
export type Namespace = (typeof namespaces)[number];

/** A file of a namespace's room. */
export function roomFile(namespace: Namespace, name: "guest.js" | "types.d.ts.txt"): URL {
  return new URL(`./${namespace}/${name}`, import.meta.url);
}
