// One file of Next's router: the methods it has, and for the others an answer that says which ones there are.
import { answerProblem } from "./answer.ts";
import type { Endpoint } from "./api.ts";
import { observe } from "./observe.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type HttpMethod = (typeof methods)[number];

/** Destructure it into the exports that Next looks for: `export const { GET, POST, … } = defineRoute(…)`. */
export function defineRoute(
  endpoints: Partial<Record<HttpMethod, Endpoint>>,
): Record<HttpMethod | "OPTIONS", Endpoint> {
  const allow = [...methods.filter((method) => endpoints[method]), "OPTIONS"].join(", ");
  return {
    GET: endpoints.GET ?? refuseMethod(allow),
    POST: endpoints.POST ?? refuseMethod(allow),
    PUT: endpoints.PUT ?? refuseMethod(allow),
    PATCH: endpoints.PATCH ?? refuseMethod(allow),
    DELETE: endpoints.DELETE ?? refuseMethod(allow),
    OPTIONS: async () => new Response(null, { status: 204, headers: { allow } }),
  };
}

function refuseMethod(allow: string): Endpoint {
  return (request) =>
    observe(request, async () =>
      answerProblem(
        { code: "method_not_allowed", detail: `${request.method} is not possible here.` },
        { allow },
      ),
    );
}
