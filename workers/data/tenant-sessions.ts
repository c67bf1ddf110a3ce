// The sessions of all tenants' script logins: at most two for a tenant and forty in all. The one that has been idle for
// longest makes room for another tenant's.
import { dataLimits } from "#lib/data/data-limits.ts";
import { DataError } from "./data-error.ts";
import type { TenantSession } from "./tenant-session.ts";

type Seat = { tenantId: string; session: TenantSession; isIdle: boolean; usedAt: number };
type Waiter = { tenantId: string; take: (seat: Seat) => void };

export type Lease = {
  session: TenantSession;
  /** `isSound` false: the session is not used again. */
  release: (isSound: boolean) => void;
};

type SessionLimits = { perTenant: number; inAll: number; waitMs: number };

export class TenantSessions {
  readonly #open: (tenantId: string) => TenantSession;
  readonly #limits: SessionLimits;
  readonly #seats = new Set<Seat>();
  readonly #waiting: Waiter[] = [];

  constructor(
    open: (tenantId: string) => TenantSession,
    limits: SessionLimits = {
      perTenant: dataLimits.connectionsPerTenant,
      inAll: dataLimits.connections,
      waitMs: dataLimits.waitMs,
    },
  ) {
    this.#open = open;
    this.#limits = limits;
  }

  /** Rejects with a `DataError` when no session becomes free in time. */
  async lease(tenantId: string): Promise<Lease> {
    const seat = this.#seatFor(tenantId) ?? (await this.#wait(tenantId));
    let isReleased = false;
    return {
      session: seat.session,
      release: (isSound) => {
        if (isReleased) return;
        isReleased = true;
        this.#free(seat, isSound);
      },
    };
  }

  close(): void {
    for (const { session } of this.#seats) session.destroy();
    this.#seats.clear();
  }

  #seatFor(tenantId: string): Seat | null {
    const own = [...this.#seats].filter((seat) => seat.tenantId === tenantId);
    const idle = own.find(({ isIdle }) => isIdle);
    if (idle) return this.#occupy(idle);
    if (own.length >= this.#limits.perTenant || !this.#makeRoom()) return null;
    const seat: Seat = { tenantId, session: this.#open(tenantId), isIdle: false, usedAt: 0 };
    this.#seats.add(seat);
    return this.#occupy(seat);
  }

  #occupy(seat: Seat): Seat {
    seat.isIdle = false;
    seat.usedAt = performance.now();
    return seat;
  }

  #makeRoom(): boolean {
    if (this.#seats.size < this.#limits.inAll) return true;
    const idle = [...this.#seats].filter(({ isIdle }) => isIdle);
    const [oldest] = idle.sort((a, b) => a.usedAt - b.usedAt);
    if (!oldest) return false;
    this.#drop(oldest);
    return true;
  }

  #drop(seat: Seat): void {
    this.#seats.delete(seat);
    seat.session.destroy();
  }

  #free(seat: Seat, isSound: boolean): void {
    if (isSound) seat.isIdle = true;
    else this.#drop(seat);
    for (const [index, waiter] of this.#waiting.entries()) {
      const next = this.#seatFor(waiter.tenantId);
      if (!next) continue;
      this.#waiting.splice(index, 1);
      waiter.take(next);
      return;
    }
  }

  #wait(tenantId: string): Promise<Seat> {
    const { perTenant, waitMs } = this.#limits;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        tenantId,
        take: (seat) => {
          clearTimeout(timer);
          resolve(seat);
        },
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        const message = `none of the tenant's ${perTenant} database connections became free within ${waitMs} ms; try again later`;
        reject(new DataError("DatabaseUnavailableError", message));
      };
      const timer = setTimeout(giveUp, waitMs).unref();
      this.#waiting.push(waiter);
    });
  }
}
