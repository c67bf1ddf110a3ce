// How a socket of a script's request is made: resolved once, every address checked, connected to one of those.
import { connect, isIPv6, type LookupFunction, type Socket } from "node:net";
import tls from "node:tls";
import type { buildConnector } from "undici";
import type { Target } from "#lib/egress/judge-url.ts";
import type { PrivateHosts } from "#lib/egress/private-hosts.ts";
import { addressOfHost } from "#lib/egress/public-address.ts";
import { type Resolvers, resolveTarget } from "./resolve-host.ts";

export type World = {
  hosts: PrivateHosts;
  resolvers: Resolvers;
  /** Instead of the system's certificate authorities. */
  ca?: string;
};

/**
 * A connector for this target only, whatever undici asks it for. Literal addresses pass the same check as names. When
 * `signal` aborts, a socket that is not yet connected closes, too.
 */
export function pinnedConnector(
  target: Target,
  world: World,
  signal: AbortSignal,
): buildConnector.connector {
  return (_options, callback) => {
    resolveTarget(target, world).then(
      (addresses) => {
        if (!signal.aborted) open(target, { addresses, world, signal }, callback);
      },
      (error: unknown) => callback(toError(error), null),
    );
  };
}

type Checked = { addresses: readonly string[]; world: World; signal: AbortSignal };

function open(target: Target, checked: Checked, callback: buildConnector.Callback): void {
  const isSecure = target.url.protocol === "https:";
  const socket = isSecure ? openTls(target, checked) : connect(placeOf(target, checked));
  const { signal } = checked;
  const stop = () => socket.destroy();
  signal.addEventListener("abort", stop);
  socket.once("close", () => signal.removeEventListener("abort", stop));
  socket.setNoDelay(true);
  answerOnce(socket, isSecure ? "secureConnect" : "connect", callback);
}

function openTls(target: Target, checked: Checked): tls.TLSSocket {
  const { ca } = checked.world;
  return tls.connect({
    ...placeOf(target, checked),
    // An address is no name: its certificate is checked against `host`.
    ...(addressOfHost(target.hostname) === null ? { servername: target.hostname } : {}),
    ALPNProtocols: ["http/1.1"],
    // The environment may not switch it off (NODE_TLS_REJECT_UNAUTHORIZED).
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
  });
}

/** A literal address is connected to as it is; for a name `lookup` knows no addresses but the checked ones. */
function placeOf({ hostname, port }: Target, { addresses }: Checked) {
  const host = addressOfHost(hostname) ?? hostname;
  return {
    host,
    port,
    lookup: answerWith(addresses),
    autoSelectFamily: true,
    // Node gives each address a quarter of a second, which is less than some ways around the world take.
    autoSelectFamilyAttemptTimeout: 1_000,
  };
}

function answerWith(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const [first = { address: "", family: 4 }] = all;
  return (_hostname, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, first.address, first.family);
  };
}

/** The listener for errors stays: there is no moment without one before undici has its own. */
function answerOnce(
  socket: Socket,
  ready: "connect" | "secureConnect",
  callback: buildConnector.Callback,
): void {
  let isAnswered = false;
  socket.once(ready, () => {
    isAnswered = true;
    callback(null, socket);
  });
  socket.on("error", (error) => {
    if (!isAnswered) callback(error, null);
    isAnswered = true;
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error("resolving failed", { cause: error });
}
