// Which headers pass between a caller and an endpoint's script. The script speaks in the name of the console's own origin,
// so it hears nothing that proves who somebody is, and says nothing that a browser keeps for that origin.

/** They belong to one connection (RFC 9110, 7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Between the processes of an instance; from nobody else. */
const internalPrefix = "x-scriptbus-";

/** What the caller sent as `authorization`, which between web and worker is the instance's own. */
export const callerAuthorization = `${internalPrefix}authorization`;

/** The answer is the worker's, which has begun nothing: another may be asked. */
export const notReadyHeader = `${internalPrefix}not-ready`;

const neverHeard: ReadonlySet<string> = new Set([...hopByHop, "cookie", "cookie2", "expect"]);

/** The caller's headers as a script may see them, by their names in lower case. */
export function heardHeaders(headers: Iterable<[string, string]>): [string, string][] {
  const all = Array.from(headers, ([name, value]): [string, string] => [name.toLowerCase(), value]);
  const named = all.filter(([name]) => name === "connection").flatMap(([, value]) => listOf(value));
  return all.filter(
    ([name]) => !neverHeard.has(name) && !name.startsWith(internalPrefix) && !named.includes(name),
  );
}

function listOf(value: string): string[] {
  return value.split(",").map((name) => name.trim().toLowerCase());
}

const neverSaid: ReadonlySet<string> = new Set([
  ...hopByHop,
  "content-length",
  "content-encoding",
  "date",
  // What a browser keeps for the whole origin, or asks a person in its name.
  "set-cookie",
  "set-cookie2",
  "clear-site-data",
  "service-worker-allowed",
  "service-worker-navigation-preload",
  "strict-transport-security",
  "alt-svc",
  "nel",
  "report-to",
  "reporting-endpoints",
  "accept-ch",
  "critical-ch",
  "origin-agent-cluster",
  "speculation-rules",
  "use-as-dictionary",
  "www-authenticate",
  // The frame that every answer gets, below.
  "content-security-policy",
  "content-security-policy-report-only",
  "x-content-type-options",
  "x-frame-options",
  "cross-origin-opener-policy",
  // Orders to a proxy in front of the instance.
  "x-sendfile",
  "x-lighttpd-send-file",
  "x-reproxy-url",
]);
const neverSaidPrefixes = [internalPrefix, "x-accel-", "x-middleware-", "x-next", "proxy-", "sec-"];

/** A script may answer with it. `name` is in lower case. */
export function maySay(name: string): boolean {
  return !neverSaid.has(name) && !neverSaidPrefixes.some((prefix) => name.startsWith(prefix));
}

const neverReturned: ReadonlySet<string> = new Set([...hopByHop, "content-length", "date"]);

/** What a worker answered, without what belongs to the connection to it. */
export function returnedHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const isOurs = neverReturned.has(name) || name.startsWith(internalPrefix);
    return isOurs || value === undefined ? [] : [[name, String(value)]];
  });
}

/**
 * Every answer has them. A page from an endpoint is no page of the console: an origin of its own, without scripts, forms
 * and frames, and nothing in it is loaded from anywhere.
 */
export const frameHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
};
