// One call of sdk.http on the host's side; there is one for each method, so that effects name it and dry runs know it.
import { maskUrl } from "#lib/egress/mask-url.ts";
import { type EgressMethod, isSafeMethod } from "#lib/egress/methods.ts";
import type { Egress } from "#workers/egress/egress.ts";
import type { EgressError } from "#workers/egress/egress-fault.ts";
import { defineCall } from "../define-call.ts";
import { type HostCall, type SdkCall, SdkError } from "../room.ts";
import { buildRequest } from "./build-request.ts";
import { type HttpAnswer, readAnswer } from "./read-answer.ts";
import { type RequestArgs, requestArgs, urlOf } from "./request-args.ts";

export function defineRequest(egress: Egress, method: EgressMethod): SdkCall {
  return defineCall({
    usage: usageOf(method),
    args: requestArgs,
    budget: "httpRequests",
    target: (args) => maskUrl(urlOf(args)),
    perform: async ({ run, args }: HostCall<RequestArgs>): Promise<HttpAnswer> => {
      const result = await egress.fetch(buildRequest(run, method, args));
      return result.ok ? readAnswer(result.answer) : refuse(result.error);
    },
    ...(isSafeMethod(method) ? {} : { rehearse: rehearsal(egress, method) }),
  });
}

/** Nothing is sent, and what could not have been sent is refused as it would have been. */
function rehearsal(egress: Egress, method: EgressMethod) {
  return async ({ run, args }: HostCall<RequestArgs>): Promise<HttpAnswer> => {
    const problem = await egress.judge(buildRequest(run, method, args));
    return problem === null ? { status: 202, headers: {}, body: null } : refuse(problem);
  };
}

function refuse({ name, message }: EgressError): never {
  throw new SdkError(name, message);
}

function usageOf(method: EgressMethod): string {
  if (method === "HEAD" || method === "OPTIONS") return "sdk.http.request(url, null, options)";
  const takesBody = method !== "GET" && method !== "DELETE";
  return `sdk.http.${method.toLowerCase()}(url, ${takesBody ? "body?, " : ""}options?)`;
}
