// The endpoints of all tenants as this worker serves them to the web process, beside its deliveries and in the same
// sandbox: a request, a run, an answer.
import type { IncomingMessage, ServerResponse } from "node:http";
import { readEndpointAddress } from "#lib/endpoints/endpoint-address.ts";
import { endpointLimits } from "#lib/endpoints/endpoint-limits.ts";
import type { EndpointAuth } from "#lib/endpoints/endpoint-settings.ts";
import { callerAuthorization, heardHeaders, notReadyHeader } from "#lib/endpoints/header-names.ts";
import { printScriptRequest } from "#lib/endpoints/script-request.ts";
import { readBody } from "#workers/read-body.ts";
import { admit, notFound, runMethod } from "./admit.ts";
import { EndpointRuns, type EndpointWorld } from "./endpoint-runs.ts";
import { Rates } from "./rates.ts";
import { problemReply, type Reply, sendReply } from "./reply.ts";

const { bodyBytes, retryAfterSeconds } = endpointLimits;

export class Endpoints {
  readonly #world: EndpointWorld;
  readonly #runs: EndpointRuns;
  readonly #rates = new Rates();
  readonly #works = new Set<Promise<unknown>>();
  #isOpen = false;

  constructor(world: EndpointWorld) {
    this.#world = world;
    this.#runs = new EndpointRuns(world);
  }

  open(): void {
    this.#isOpen = true;
  }

  /** Answers when the run is stored, whether or not anybody still waits for it. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#isOpen) return sendReply(response, notReady);
    const work = this.#answer(request);
    this.#track(work);
    sendReply(response, await work.catch((error: unknown) => this.#fault(error)));
  }

  /** No more are taken; resolves when those under way are over, or after `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    this.#isOpen = false;
    const late = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.allSettled(this.#works), late]);
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const address = readEndpointAddress(request.url ?? "");
    const { method = "GET", headers } = request;
    const rawBody = await readBody(request, bodyBytes);
    if (rawBody === null) return tooLarge;
    if (!address) return notFound();
    const { sql } = this.#world;
    const admission = await admit({ method, headers, address }, { sql, rates: this.#rates });
    if ("refusal" in admission) return admission.refusal;
    const { endpoint } = admission;
    const heard = headersFor(endpoint.auth, request);
    const { path, search, tenant } = address;
    const printed = printScriptRequest({
      method: runMethod(method),
      path,
      search,
      headers: heard,
      rawBody,
    });
    if (!printed.ok) return problemReply(printed.failure);
    return this.#runs.answer({ endpoint, tenant, requestJson: printed.value });
  }

  #fault(err: unknown): Reply {
    this.#world.log.error({ err }, "a request to an endpoint failed on the platform's side");
    return problemReply({ code: "internal", detail: "Something went wrong on our side." });
  }

  #track(work: Promise<unknown>): void {
    this.#works.add(work);
    const forget = () => this.#works.delete(work);
    work.then(forget, forget);
  }
}

/** The instance's own authorization is not the caller's; who came with an API key keeps it to themselves. */
function headersFor(auth: EndpointAuth, { headers }: IncomingMessage): [string, string][] {
  const given = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const heard = heardHeaders(given).filter(([name]) => name !== "authorization");
  const own = headers[callerAuthorization];
  return auth === "none" && typeof own === "string" ? [...heard, ["authorization", own]] : heard;
}

const tooLarge = problemReply({
  code: "too_large",
  detail: `A request body may have ${bodyBytes} bytes at most.`,
});

const notReady = problemReply(
  { code: "unavailable", detail: "This worker takes no requests now.", retryAfterSeconds },
  { headers: { [notReadyHeader]: "1" } },
);
