// What the instance's owner lists in the environment: private hosts that scripts may reach, and addresses of names
// (decision 34). Never a tenant's to say.
import { z } from "zod";
import { canonicalHost, readHostPort } from "./host-port.ts";
import { accept, type Judged, refuse } from "./judged.ts";
import { canonicalAddress } from "./public-address.ts";

export type PrivateHosts = {
  /** `host:port`, exactly as a URL's host and port are after parsing. */
  allowed: ReadonlySet<string>;
  /** Addresses by host: what a resolver would be asked for. */
  addresses: ReadonlyMap<string, string>;
};

export const privateAllowSchema = listSchema(readAllowed, (entries) => new Set(entries));
export const resolveSchema = listSchema(readRule, (rules) => new Map(rules));

export function isListedHost(
  { allowed }: PrivateHosts,
  { hostname, port }: { hostname: string; port: number },
): boolean {
  return allowed.has(`${hostname}:${port}`);
}

/** A text of entries with commas between them; the first one that is wrong is the message. */
function listSchema<Entry, Whole>(
  readEntry: (text: string) => Judged<Entry>,
  gather: (entries: Entry[]) => Whole,
) {
  return z
    .string()
    .default("")
    .transform((text, context) => {
      const entries: Entry[] = [];
      for (const part of text.trim() === "" ? [] : text.split(",")) {
        const read = readEntry(part.trim());
        if (!read.ok) {
          context.addIssue({ code: "custom", message: read.message });
          return z.NEVER;
        }
        entries.push(read.value);
      }
      return gather(entries);
    });
}

function readAllowed(text: string): Judged<string> {
  const read = readHostPort(text);
  if (!read.ok || read.value.port === null) {
    return refuse("must be host:port entries with commas between them, such as 10.0.0.5:8080");
  }
  return accept(`${read.value.hostname}:${read.value.port}`);
}

function readRule(text: string): Judged<[host: string, address: string]> {
  const [host = "", address = "", ...more] = text.split("=");
  const hostname = /[\s:/?#@[\]\\%*]/.test(host) ? null : canonicalHost(host);
  const ip = canonicalAddress(address.replace(/^\[(.*)\]$/, "$1"));
  if (hostname === null || ip === null || more.length > 0) {
    return refuse("must be host=address entries with commas between them, such as erp=10.0.0.5");
  }
  return accept([hostname, ip]);
}
