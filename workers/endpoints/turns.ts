// Who may run now: as many at a time as the tenant's limits allow for it and for each of its scripts. The others wait in
// line, first come first served among those whose script has room; neither the line nor the wait is endless.
import { endpointLimits } from "#lib/endpoints/endpoint-limits.ts";

export type Wish = {
  tenantId: string;
  scriptId: string;
  limits: { runsPerTenant: number; runsPerScript: number };
};

/** To be called once, when the run is over. */
export type GiveBack = () => void;

type Waiting = Wish & { start: () => void };
type Bounds = { lineLength: number; lineMs: number };
type Tenant = { running: number; scripts: Map<string, number>; line: Waiting[] };

export class Turns {
  readonly #tenants = new Map<string, Tenant>();
  readonly #bounds: Bounds;

  constructor(bounds: Bounds = endpointLimits) {
    this.#bounds = bounds;
  }

  /** Null when the line is full, or the turn does not come in time. */
  async take(wish: Wish): Promise<GiveBack | null> {
    const tenant = this.#tenantOf(wish.tenantId);
    if (hasRoom(tenant, wish)) add(tenant, wish.scriptId, 1);
    else if (!(await this.#wait(tenant, wish))) return null;
    return () => {
      add(tenant, wish.scriptId, -1);
      this.#next(wish.tenantId, tenant);
    };
  }

  #tenantOf(id: string): Tenant {
    const known = this.#tenants.get(id) ?? { running: 0, scripts: new Map(), line: [] };
    this.#tenants.set(id, known);
    return known;
  }

  /** Whoever is told to start has its place at once, so that nobody takes it before it goes on. */
  #wait(tenant: Tenant, wish: Wish): Promise<boolean> {
    const { lineLength, lineMs } = this.#bounds;
    if (tenant.line.length >= lineLength) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = (isTurn: boolean) => {
        clearTimeout(late);
        tenant.line.splice(tenant.line.indexOf(waiting), 1);
        if (isTurn) add(tenant, wish.scriptId, 1);
        resolve(isTurn);
      };
      const late = setTimeout(() => leave(false), lineMs);
      const waiting: Waiting = { ...wish, start: () => leave(true) };
      tenant.line.push(waiting);
    });
  }

  #next(id: string, tenant: Tenant): void {
    tenant.line.find((waiting) => hasRoom(tenant, waiting))?.start();
    if (tenant.running === 0 && tenant.line.length === 0) this.#tenants.delete(id);
  }
}

function hasRoom({ running, scripts }: Tenant, { scriptId, limits }: Wish): boolean {
  return running < limits.runsPerTenant && (scripts.get(scriptId) ?? 0) < limits.runsPerScript;
}

function add(tenant: Tenant, scriptId: string, change: 1 | -1): void {
  tenant.running += change;
  const running = (tenant.scripts.get(scriptId) ?? 0) + change;
  if (running > 0) tenant.scripts.set(scriptId, running);
  else tenant.scripts.delete(scriptId);
}
