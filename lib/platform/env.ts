// The environment, checked when a variable is first needed: one line of this table for each variable.
import { availableParallelism } from "node:os";
import { z } from "zod";
import { privateAllowSchema, resolveSchema } from "#lib/egress/private-hosts.ts";
import { readSecret } from "#lib/platform/secret.ts";
import { cordonedTenantsSchema } from "#lib/tenancy/cordoned-tenants.ts";

const secret = z.string().transform((text, context) => {
  const bytes = readSecret(text);
  if (bytes) return bytes;
  context.addIssue({ code: "custom", message: "must be 32 bytes in base64" });
  return z.NEVER;
});

const variables = {
  /** The platform database, as the role of this process. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }),
  /** Every other key of the instance is derived from it. */
  SCRIPTBUS_SECRET: secret,
  /** Where people reach the console, when that is not where it listens: behind a proxy, or by https. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
    .optional(),
  WORKER_HOST: z.string().default("127.0.0.1"),
  /** Where the web process reaches this worker, when that is not where it listens: behind a proxy, or by https. */
  WORKER_ADDRESS: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
    .transform((address) => address.replace(/\/+$/, ""))
    .optional(),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3_001),
  /** Sandbox processes of a worker. */
  SANDBOX_CHILDREN: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  /** Tenants whose code runs in processes of their own: `slug,…`, or `*` for every tenant. */
  SANDBOX_CORDON: cordonedTenantsSchema,
  /** Private hosts that scripts may reach: `host:port,…`. */
  EGRESS_PRIVATE_ALLOW: privateAllowSchema,
  /** Where the demo receives webhooks of its own scripts; 0 or empty: not at all. */
  DEMO_RECEIVER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Addresses of hosts, instead of asking a resolver: `host=address,…`. */
  EGRESS_RESOLVE: resolveSchema,
  /** Text messages go by this account, its number or messaging service; without an account they stay in the outbox. */
  TWILIO_ACCOUNT_SID: z
    .stringFormat("sid", /^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hexadecimal digits")
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1, "must not be empty").optional(),
  TWILIO_FROM: z.string().min(1, "must not be empty").optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .stringFormat("sid", /^MG[0-9a-fA-F]{32}$/, "must be MG and 32 hexadecimal digits")
    .optional(),
  /** Twilio's edge or region. */
  TWILIO_API_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
    .default("https://api.twilio.com"),
  /** Where sdk.cache keeps its values; without it in the platform database. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" })
    .optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
};

type Variables = typeof variables;

/** Throws one clear line when the variable is missing or wrong; its value is never part of that line. */
export function env<Name extends keyof Variables>(name: Name): z.output<Variables[Name]> {
  const parsed = variables[name].safeParse(process.env[name]);
  if (parsed.success) return parsed.data as z.output<Variables[Name]>;
  const problem = process.env[name] === undefined ? "is not set" : parsed.error.issues[0]?.message;
  throw new Error(`Environment variable ${name} ${problem}`);
}
