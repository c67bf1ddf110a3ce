// From a host to the addresses a connection may be made to, every one of them checked. Nothing resolves it again.
import { lookup, Resolver } from "node:dns/promises";
import type { Target } from "#lib/egress/judge-url.ts";
import { remedy } from "#lib/egress/judge-url.ts";
import type { PrivateHosts } from "#lib/egress/private-hosts.ts";
import { addressOfHost, isPublicAddress } from "#lib/egress/public-address.ts";
import { EgressFault } from "./egress-fault.ts";

/** All addresses of a name; empty when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export type Resolvers = {
  /** For names on the internet. */
  public: Resolve;
  /** For names that the instance's owner lists: the machine's own ways count, too. */
  listed: Resolve;
};

export const systemResolvers: Resolvers = { public: dnsResolver(), listed: askSystem };

/** The checked addresses of a target; rejects with an `EgressFault` when one of them is not public. */
export async function resolveTarget(
  { hostname, isListed }: Pick<Target, "hostname" | "isListed">,
  { hosts, resolvers }: { hosts: PrivateHosts; resolvers: Resolvers },
): Promise<readonly string[]> {
  const known = addressOfHost(hostname) ?? hosts.addresses.get(hostname);
  const ask = isListed ? resolvers.listed : resolvers.public;
  const addresses = known === undefined ? await ask(hostname) : [known];
  if (addresses.length === 0) throw new EgressFault(`there is no host "${hostname}"`);
  if (isListed || addresses.every(isPublicAddress)) return addresses;
  throw new EgressFault(`"${hostname}" resolves to an address that is not public; ${remedy}`);
}

/**
 * By DNS alone, and not by getaddrinfo: that one knows names of the machine's own network, and waits in one of Node's
 * few threads, so that slow names of one tenant would hold up the whole worker. `servers` instead of the system's.
 */
export function dnsResolver(servers?: readonly string[]): Resolve {
  return async (hostname) => {
    // One for each name: it reads the system's servers anew, which may have changed.
    const resolver = new Resolver({ timeout: 2_000, tries: 2 });
    if (servers) resolver.setServers(servers);
    const answers = await Promise.all([
      resolver.resolve4(hostname).catch(noAddresses),
      resolver.resolve6(hostname).catch(noAddresses),
    ]);
    return answers.flat();
  };
}

async function askSystem(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true }).catch(noAddresses);
  return found.map((one) => (typeof one === "string" ? one : one.address));
}

/** A name may have addresses of one family only; what else goes wrong has no address, either. */
function noAddresses(): never[] {
  return [];
}
