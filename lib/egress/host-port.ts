// `host` and `host:port` as people write them in lists, brought to the form that URLs give a host.
import { accept, type Judged, refuse } from "./judged.ts";

export type HostPort = { hostname: string; port: number | null };

const written = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\%*]+)(?::(\d{1,5}))?$/i;

export function readHostPort(text: string): Judged<HostPort> {
  const [, host, digits] = written.exec(text) ?? [];
  const hostname = host === undefined ? null : canonicalHost(host);
  if (hostname === null) return refuse(`"${text}" is not host or host:port`);
  if (digits === undefined) return accept({ hostname, port: null });
  const port = Number(digits);
  if (port < 1 || port > 65_535) return refuse(`"${text}" has no port from 1 to 65535`);
  return accept({ hostname, port });
}

/** As `new URL(…).hostname` prints it: lower case, punycode, addresses in their canonical form. */
export function canonicalHost(host: string): string | null {
  const url = URL.parse(`http://${host}/`);
  if (url === null || url.hostname === "" || url.hostname.endsWith(".")) return null;
  return url.hostname;
}
