// Whether a request to an endpoint may run: which script it is for, by which right, how often.
import type { IncomingHttpHeaders } from "node:http";
import type { Sql } from "#db/client.ts";
import { type Endpoint, findEndpoints, findKeyTenant } from "#db/repositories/endpoints.ts";
import type { EndpointAddress } from "#lib/endpoints/endpoint-address.ts";
import { callerAuthorization } from "#lib/endpoints/header-names.ts";
import { hashOfBearer } from "#lib/tenancy/api-key.ts";
import type { Rates } from "./rates.ts";
import { problemReply, type Reply } from "./reply.ts";

export type Call = { method: string; headers: IncomingHttpHeaders; address: EndpointAddress };

/** The script to run, or what is answered instead. */
export type Admission = { endpoint: Endpoint } | { refusal: Reply };

export async function admit(
  call: Call,
  { sql, rates }: { sql: Sql; rates: Rates },
): Promise<Admission> {
  const found = await findEndpoints(sql, call.address);
  if (found.length === 0) return { refusal: notFound() };
  const endpoint = found.find(({ methods }) => methods.includes(runMethod(call.method)));
  if (!endpoint) return { refusal: otherMethod(call.method, found) };
  if (endpoint.auth === "api_key" && !(await hasKey(sql, call, endpoint))) {
    return { refusal: noKey() };
  }
  const waitSeconds = rates.take(endpoint.scriptId, endpoint.rateLimit);
  return waitSeconds > 0 ? { refusal: tooOften(endpoint.rateLimit, waitSeconds) } : { endpoint };
}

/** HEAD is answered as GET, whose body is not sent. */
export function runMethod(method: string): string {
  return method === "HEAD" ? "GET" : method;
}

/** The same for a tenant and for a path that does not exist: nobody learns who is here. */
export function notFound(): Reply {
  return problemReply({ code: "not_found", detail: "There is no endpoint at this address." });
}

function otherMethod(method: string, endpoints: readonly Endpoint[]): Reply {
  const methods = endpoints.flatMap((endpoint) => endpoint.methods);
  const more = methods.includes("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"];
  const allow = [...methods, ...more].join(", ");
  if (method === "OPTIONS") return { status: 204, headers: { allow }, body: "" };
  const detail = `This endpoint does not answer ${method}.`;
  return problemReply({ code: "method_not_allowed", detail }, { headers: { allow } });
}

async function hasKey(sql: Sql, { headers }: Call, { tenantId }: Endpoint): Promise<boolean> {
  const given = headers[callerAuthorization];
  const hash = hashOfBearer(typeof given === "string" ? given : null);
  return hash !== null && (await findKeyTenant(sql, hash)) === tenantId;
}

function noKey(): Reply {
  const detail = "Send an API key of this tenant: Authorization: Bearer <api key>.";
  const headers = { "www-authenticate": "Bearer" };
  return problemReply({ code: "unauthenticated", detail }, { headers });
}

function tooOften(rateLimit: number, retryAfterSeconds: number): Reply {
  const detail = `This endpoint answers ${rateLimit} requests a second. Try again in ${retryAfterSeconds} s.`;
  return problemReply({ code: "rate_limited", detail, retryAfterSeconds });
}
