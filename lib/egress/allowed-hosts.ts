// Which hosts a tenant lets its scripts reach: entries `host`, `*.host`, each with `:port` or for every port.
import { z } from "zod";
import { type HostPort, readHostPort } from "./host-port.ts";
import { accept, type Judged, refuse } from "./judged.ts";
import { egressLimits } from "./limits.ts";

const entrySchema = z
  .string()
  .trim()
  .max(300)
  .transform((text, context) => {
    const read = readEntry(text);
    if (read.ok) return printEntry(read.value);
    context.addIssue({ code: "custom", message: read.message });
    return z.NEVER;
  });

export const egressHostsInput = z.strictObject({
  hosts: z
    .array(entrySchema)
    .max(egressLimits.listedHosts)
    .transform((hosts) => [...new Set(hosts)])
    .nullable()
    .meta({
      description:
        "Hosts that scripts may reach: `host`, `*.host` (its subdomains), each with `:port` or for every port; null: every public host",
    }),
});

export const egressHostsSchema = z
  .object({ hosts: z.array(z.string()).nullable() })
  .meta({ id: "EgressHosts" });
export type EgressHosts = z.output<typeof egressHostsSchema>;

/** `hosts` as stored; null allows every host. */
export function allowsHost(
  hosts: readonly string[] | null,
  asked: { hostname: string; port: number },
): boolean {
  if (hosts === null) return true;
  return hosts.some((text) => {
    const entry = readEntry(text);
    return entry.ok && matches(entry.value, asked);
  });
}

type Entry = HostPort & { subdomains: boolean };

function readEntry(text: string): Judged<Entry> {
  const subdomains = text.startsWith("*.");
  const read = readHostPort(subdomains ? text.slice(2) : text);
  if (!read.ok) return refuse(`must be host or *.host, with or without :port`);
  return accept({ ...read.value, subdomains });
}

function printEntry({ hostname, port, subdomains }: Entry): string {
  return `${subdomains ? "*." : ""}${hostname}${port === null ? "" : `:${port}`}`;
}

function matches(entry: Entry, asked: { hostname: string; port: number }): boolean {
  if (entry.port !== null && entry.port !== asked.port) return false;
  if (entry.subdomains) return asked.hostname.endsWith(`.${entry.hostname}`);
  return asked.hostname === entry.hostname;
}
