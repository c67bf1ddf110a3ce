// The only way of scripts to the network. Faults of the world outside are values; what rejects is the platform's own.
import { egressLimits } from "#lib/egress/limits.ts";
import type { PrivateHosts } from "#lib/egress/private-hosts.ts";
import { type EgressError, EgressFault } from "./egress-fault.ts";
import type { EgressAnswer, EgressRequest, EgressResult } from "./egress-request.ts";
import { begin, type Roads, travel } from "./journey.ts";
import { type Resolvers, systemResolvers } from "./resolve-host.ts";
import { type SocketLimits, Sockets } from "./sockets.ts";
import { type AllowedHosts, rememberHosts } from "./tenant-hosts.ts";

export type Egress = {
  /** What can be said against a request without asking anybody outside; null when nothing. */
  judge: (request: EgressRequest) => Promise<EgressError | null>;
  fetch: (request: EgressRequest) => Promise<EgressResult>;
  close: () => Promise<void>;
};

export type EgressOptions = {
  /** The tenant's own list of hosts, as stored; asked for at most every few seconds. */
  allowedHosts: AllowedHosts;
  /** What the instance's owner lists. */
  privateHosts: PrivateHosts;
  limits?: Partial<SocketLimits>;
  resolvers?: Resolvers;
  /** Instead of the system's certificate authorities. */
  ca?: string;
};

/** Give it once per process; `close` ends what is open. */
export function createEgress(options: EgressOptions): Egress {
  const { privateHosts: hosts, resolvers = systemResolvers, ca } = options;
  const { socketsPerTenant, sockets, idleMs } = { ...egressLimits, ...options.limits };
  const world = { hosts, resolvers, ...(ca === undefined ? {} : { ca }) };
  const roads: Roads = {
    hosts,
    allowedHosts: rememberHosts(options.allowedHosts),
    sockets: new Sockets(world, { socketsPerTenant, sockets, idleMs }),
  };
  return {
    judge: async (request) => {
      const result = await asValue(async () => void (await begin(roads, request)));
      return result.ok ? null : result.error;
    },
    fetch: async (request) => {
      const result = await asValue(() => withDeadline(roads, request));
      return result.ok ? { ok: true, answer: result.value } : result;
    },
    close: () => roads.sockets.close(),
  };
}

/** Whatever else is thrown, such as by the read of a tenant's list, is no fault of the world outside. */
async function asValue<T>(
  work: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; error: EgressError }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof EgressFault) return { ok: false, error: error.told };
    throw error;
  }
}

async function withDeadline(roads: Roads, request: EgressRequest): Promise<EgressAnswer> {
  const { tenantId, signal } = request;
  const { timeoutMs = egressLimits.timeoutMs, maxBytes = egressLimits.answerBytes } = request;
  const end = new AbortController();
  const stop = () => end.abort(new EgressFault("the run is over"));
  const timer = setTimeout(() => end.abort(lateFault(request, timeoutMs)), timeoutMs);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    const course = { tenantId, maxBytes, signal: end.signal };
    return await travel(roads, course, await before(end.signal, begin(roads, request)));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** The read of a tenant's list knows no signal: nobody waits for it longer than for the answer. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}

function lateFault({ url }: EgressRequest, timeoutMs: number): EgressFault {
  const host = URL.parse(url)?.host;
  return new EgressFault(`no complete answer from ${host} within ${timeoutMs} ms`, "TimeoutError");
}
