// From the fields of the form to what the server is asked. What is certain to be refused is said before it is sent.
import { type EndpointAuth, endpointRate } from "#lib/endpoints/endpoint-settings.ts";
import { type HttpMethod, isHttpMethod } from "#lib/scripts/http-methods.ts";
import type { NewScript } from "#lib/scripts/script-schema.ts";
import type { FieldError } from "#lib/shared/failure.ts";

export type NewScriptFields = {
  name: string;
  kind: NewScript["kind"];
  language: NewScript["language"];
  source: string;
  path: string;
  methods: readonly string[];
  auth: EndpointAuth;
  /** As it was typed. */
  rateLimit: string;
  eventType: string;
  filter: string;
};

export type NewScriptInput = {
  script: Pick<NewScript, "name" | "kind" | "language" | "source"> & {
    path?: string;
    methods?: HttpMethod[];
    auth?: EndpointAuth;
    rateLimit?: number;
  };
  subscription: { eventType: string; filter: string | null } | null;
};

export function readNewScript(
  fields: NewScriptFields,
): { ok: true; input: NewScriptInput } | { ok: false; errors: FieldError[] } {
  const errors = faultsOf(fields);
  if (errors.length > 0) return { ok: false, errors };
  const { name, kind, language, source } = fields;
  return {
    ok: true,
    input: {
      script: { name, kind, language, source, ...endpointOf(fields) },
      subscription: subscriptionOf(fields),
    },
  };
}

function faultsOf(fields: NewScriptFields): FieldError[] {
  const isEndpoint = fields.kind === "http_endpoint";
  const faults: [boolean, string, string][] = [
    [isBlank(fields.name), "script.name", "Give the script a name"],
    [isBlank(fields.source), "script.source", "Write at least one line"],
    [
      isEndpoint && isBlank(fields.path),
      "script.path",
      "Give the endpoint a path, such as orders/new",
    ],
    [isEndpoint && fields.methods.length === 0, "script.methods", "Choose at least one method"],
    [isEndpoint && !isRate(fields.rateLimit), "script.rateLimit", rateRule],
    [
      isBlank(fields.eventType) && !isBlank(fields.filter),
      "subscription.eventType",
      "A filter needs the event type it filters",
    ],
  ];
  return faults.flatMap(([is, path, message]) => (is ? [{ path, message }] : []));
}

function endpointOf({ kind, path, methods, auth, rateLimit }: NewScriptFields) {
  if (kind !== "http_endpoint") return {};
  return {
    path: path.trim(),
    methods: methods.filter(isHttpMethod),
    auth,
    rateLimit: Number(rateLimit),
  };
}

const { least, most } = endpointRate;
const rateRule = `Give a whole number from ${least} to ${most}`;

function isRate(text: string): boolean {
  const rate = Number(text);
  return !isBlank(text) && Number.isInteger(rate) && rate >= least && rate <= most;
}

function subscriptionOf({ eventType, filter }: NewScriptFields): NewScriptInput["subscription"] {
  if (isBlank(eventType)) return null;
  return { eventType: eventType.trim(), filter: isBlank(filter) ? null : filter.trim() };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
