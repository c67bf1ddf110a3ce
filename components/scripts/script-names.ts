// What kinds and languages are called on the screen.
import type { EndpointAuth } from "#lib/endpoints/endpoint-settings.ts";
import type { Script } from "#lib/scripts/script-schema.ts";

export const authNames: Record<EndpointAuth, string> = {
  none: "Anybody",
  api_key: "Only with an API key of this tenant",
};

export const kindNames: Record<Script["kind"], string> = {
  event_handler: "Event handler",
  http_endpoint: "HTTP endpoint",
};

export const languageNames: Record<Script["language"], string> = {
  javascript: "JavaScript",
  typescript: "TypeScript",
};
