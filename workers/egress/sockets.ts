// The sockets of all scripts' requests: so many for a tenant, so many in all. A tenant may meet its own again, never
// another's. Who finds none free waits; the tenant with the fewest goes first.
import { Client } from "undici";
import type { Target } from "#lib/egress/judge-url.ts";
import { egressLimits } from "#lib/egress/limits.ts";
import { EgressFault } from "./egress-fault.ts";
import { pinnedConnector, type World } from "./pinned-connector.ts";

export type SocketLimits = { socketsPerTenant: number; sockets: number; idleMs: number };

/** One connection to one origin for one tenant. */
export type Socket = {
  readonly tenantId: string;
  readonly origin: string;
  readonly client: Client;
  /** Closes it, also while it is connecting. */
  readonly stop: AbortController;
  isIdle: boolean;
  isConnected: boolean;
};

type Wanted = { tenantId: string; target: Target };
type Waiter = Wanted & { take: (socket: Socket) => void; refuse: (reason: EgressFault) => void };

export class Sockets {
  readonly #world: World;
  readonly #limits: SocketLimits;
  /** Open ones; the idle ones in the order in which they became idle. */
  readonly #open = new Set<Socket>();
  readonly #waiting = new Set<Waiter>();
  #isClosed = false;

  constructor(world: World, limits: SocketLimits) {
    this.#world = world;
    this.#limits = limits;
  }

  /** Sockets that are open now. */
  get size(): number {
    return this.#open.size;
  }

  /** Rejects with the signal's reason when it aborts before there is one, and once all is closed. */
  async acquire(wanted: Wanted, signal: AbortSignal): Promise<Socket> {
    signal.throwIfAborted();
    if (this.#isClosed) throw closedFault();
    const socket = this.#find(wanted);
    if (socket) return socket;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { ...wanted, take: resolve, refuse: reject };
      this.#waiting.add(waiter);
      signal.addEventListener("abort", () => {
        if (this.#waiting.delete(waiter)) reject(signal.reason);
      });
    });
  }

  /** `isReusable` when the answer was read to its end; otherwise the connection is closed. */
  release(socket: Socket, isReusable: boolean): void {
    if (!this.#open.has(socket)) return;
    if (isReusable && socket.isConnected) this.#rest(socket);
    else void this.#drop(socket);
    this.#serveWaiting();
  }

  /** Ends what it is used for with `reason`. */
  abort(socket: Socket, reason: Error): void {
    void this.#drop(socket, reason);
    this.#serveWaiting();
  }

  /** Who waits is told so; nobody gets a socket any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiter of this.#waiting) waiter.refuse(closedFault());
    this.#waiting.clear();
    const closed = [...this.#open].map((socket) => this.#drop(socket));
    await Promise.all(closed);
  }

  #find(wanted: Wanted): Socket | null {
    const known = this.#idle((socket) => isFor(socket, wanted));
    if (known) {
      known.isIdle = false;
      return known;
    }
    return this.#makeRoom(wanted.tenantId) ? this.#connect(wanted) : null;
  }

  /** Unused connections give way: the tenant's own for its share, the oldest of all for the whole. */
  #makeRoom(tenantId: string): boolean {
    const { socketsPerTenant, sockets } = this.#limits;
    if (this.#countOf(tenantId) >= socketsPerTenant) {
      const own = this.#idle((socket) => socket.tenantId === tenantId);
      if (own) void this.#drop(own);
      return own !== undefined;
    }
    if (this.#open.size < sockets) return true;
    const oldest = this.#idle(() => true);
    if (oldest) void this.#drop(oldest);
    return oldest !== undefined;
  }

  #connect({ tenantId, target }: Wanted): Socket {
    const { idleMs } = this.#limits;
    const stop = new AbortController();
    const client = new Client(target.url.origin, {
      connect: pinnedConnector(target, this.#world, stop.signal),
      pipelining: 1,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      maxHeaderSize: egressLimits.answerHeaderBytes,
      // The request's own deadline ends it, however slowly the bytes come.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { origin } = target.url;
    const socket: Socket = { tenantId, origin, client, stop, isIdle: false, isConnected: false };
    client.on("connect", () => {
      socket.isConnected = true;
    });
    client.on("disconnect", () => {
      socket.isConnected = false;
      if (socket.isIdle) this.release(socket, false);
    });
    this.#open.add(socket);
    return socket;
  }

  /** To the end of the line. */
  #rest(socket: Socket): void {
    socket.isIdle = true;
    this.#open.delete(socket);
    this.#open.add(socket);
  }

  #drop(socket: Socket, reason: Error = closedFault()): Promise<void> {
    this.#open.delete(socket);
    socket.stop.abort();
    return socket.client.destroy(reason);
  }

  #serveWaiting(): void {
    const inTurn = [...this.#waiting].sort(
      (a, b) => this.#countOf(a.tenantId) - this.#countOf(b.tenantId),
    );
    for (const waiter of inTurn) {
      const socket = this.#find(waiter);
      if (!socket) continue;
      this.#waiting.delete(waiter);
      waiter.take(socket);
      return;
    }
  }

  #idle(fits: (socket: Socket) => boolean): Socket | undefined {
    for (const socket of this.#open) if (socket.isIdle && fits(socket)) return socket;
    return undefined;
  }

  #countOf(tenantId: string): number {
    let count = 0;
    for (const socket of this.#open) count += socket.tenantId === tenantId ? 1 : 0;
    return count;
  }
}

function isFor({ tenantId, origin }: Socket, wanted: Wanted): boolean {
  return tenantId === wanted.tenantId && origin === wanted.target.url.origin;
}

function closedFault(): EgressFault {
  return new EgressFault("the connection was closed");
}
