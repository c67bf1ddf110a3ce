// Which IP addresses belong to the public internet. Everything else is refused: the list says what is allowed.
import ipaddr from "ipaddr.js";

/** Public by its range, yet answered by the host below: Azure's platform endpoint, metadata included. */
const hostServices = ["168.63.129.16"];

/** All of IPv6 that has been given out for the internet; what is embedded IPv4 lies in special ranges of it, or outside. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** `address` as resolvers print it: no brackets, no port. Addresses with a zone and those that carry an IPv4 are not public. */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null || parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast);
  return !hostServices.includes(parsed.toString());
}

/** The address in its one canonical form; null for anything that is none, short and octal forms included. */
export function canonicalAddress(text: string): string | null {
  return parseAddress(text)?.toString() ?? null;
}

/** The address that a URL's host is, without brackets; null when it is a name. */
export function addressOfHost(hostname: string): string | null {
  if (hostname.startsWith("[")) return canonicalAddress(hostname.slice(1, -1));
  return ipaddr.IPv4.isValidFourPartDecimal(hostname) ? hostname : null;
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text);
}
