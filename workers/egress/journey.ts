// A request on its way: judged, asked, and judged and asked again for each redirect.
import { allowsHost } from "#lib/egress/allowed-hosts.ts";
import { followRedirect, type Hop, isRedirect } from "#lib/egress/follow-redirect.ts";
import { judgeHeaders } from "#lib/egress/judge-headers.ts";
import { judgeUrl, type Target } from "#lib/egress/judge-url.ts";
import type { Judged } from "#lib/egress/judged.ts";
import { egressLimits } from "#lib/egress/limits.ts";
import type { PrivateHosts } from "#lib/egress/private-hosts.ts";
import { EgressFault, explainFailure } from "./egress-fault.ts";
import type { EgressAnswer, EgressRequest } from "./egress-request.ts";
import { exchange } from "./exchange.ts";
import type { Sockets } from "./sockets.ts";
import type { AllowedHosts } from "./tenant-hosts.ts";

/** What journeys share. */
export type Roads = { hosts: PrivateHosts; allowedHosts: AllowedHosts; sockets: Sockets };

export type Course = { tenantId: string; maxBytes: number; signal: AbortSignal };
export type Aimed = { hop: Hop; target: Target };

/** Nobody outside is asked. Throws an `EgressFault` when something is wrong about it. */
export async function begin(roads: Roads, request: EgressRequest): Promise<Aimed> {
  const { tenantId, method, url, body = null } = request;
  const headers = must(judgeHeaders(request.headers ?? []));
  const target = await aim(roads, tenantId, url);
  return { target, hop: { method, url: target.url, headers, body } };
}

/** The same for each hop: the rules for URLs, and the tenant's own list. */
async function aim(roads: Roads, tenantId: string, url: string): Promise<Target> {
  const target = must(judgeUrl(url, roads.hosts));
  const hosts = await roads.allowedHosts(tenantId);
  if (allowsHost(hosts, target)) return target;
  throw new EgressFault(`"${target.url.host}" is not among the hosts this tenant allows`);
}

/** Ends when the course's signal aborts, with its reason. */
export async function travel(roads: Roads, course: Course, start: Aimed): Promise<EgressAnswer> {
  let aimed = start;
  for (let hops = 0; hops <= egressLimits.redirects; hops += 1) {
    const answer = await ask(roads, course, aimed);
    const location = answer.headers["location"];
    if (!isRedirect(answer.status, location)) return answer;
    aimed = await redirected(roads, course, { aimed, status: answer.status, location });
  }
  throw new EgressFault(
    `more than ${egressLimits.redirects} redirects from ${start.target.url.host}`,
  );
}

type Redirect = { aimed: Aimed; status: number; location: string };

async function redirected(roads: Roads, course: Course, redirect: Redirect): Promise<Aimed> {
  const { aimed, status, location } = redirect;
  const from = `${aimed.target.url.host} redirects`;
  const hop = must(followRedirect(aimed.hop, status, location), from);
  try {
    return { hop, target: await aim(roads, course.tenantId, hop.url.href) };
  } catch (error) {
    throw error instanceof EgressFault ? new EgressFault(`${from}: ${error.message}`) : error;
  }
}

async function ask({ sockets }: Roads, course: Course, aimed: Aimed): Promise<EgressAnswer> {
  const { signal, tenantId } = course;
  const { host } = aimed.target.url;
  const socket = await sockets
    .acquire({ tenantId, target: aimed.target }, signal)
    .catch((error: unknown) => Promise.reject(waitedInVain(error)));
  const stop = () => sockets.abort(socket, signal.reason);
  signal.addEventListener("abort", stop);
  let isWhole = false;
  try {
    // It may have aborted between the moment the socket was given and now, when nobody listened.
    signal.throwIfAborted();
    const answer = await exchange(socket.client, aimed.hop, course.maxBytes);
    isWhole = true;
    return answer;
  } catch (error) {
    throw signal.aborted ? signal.reason : (explainFailure(error, host) ?? error);
  } finally {
    signal.removeEventListener("abort", stop);
    sockets.release(socket, isWhole);
  }
}

/** Says why the time was up: not the other side was slow. */
function waitedInVain(error: unknown): unknown {
  const isLate = error instanceof EgressFault && error.told.name === "TimeoutError";
  if (!isLate) return error;
  const why = "the time was up before a connection was free: this tenant has too many at once";
  return new EgressFault(why, "TimeoutError");
}

function must<T>(judged: Judged<T>, context?: string): T {
  if (judged.ok) return judged.value;
  throw new EgressFault(context === undefined ? judged.message : `${context}: ${judged.message}`);
}
