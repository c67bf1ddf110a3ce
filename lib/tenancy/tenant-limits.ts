// Every limit a tenant has, in one table: the default and the hard maximum no setting may pass.
import { defaultRunLimits, hardRunLimits, type RunLimits } from "#lib/executions/run-limits.ts";

export type TenantLimits = RunLimits & {
  eventsPerSecond: number;
  unfinishedDeliveries: number;
  managementRequestsPerMinute: number;
  subscriptionsPerScript: number;
  subscriptionsPerTenant: number;
  runsPerScript: number;
  runsPerTenant: number;
  sourceBytes: number;
};

export const defaultTenantLimits: TenantLimits = {
  ...defaultRunLimits,
  eventsPerSecond: 20_000,
  unfinishedDeliveries: 1_000_000,
  managementRequestsPerMinute: 600,
  subscriptionsPerScript: 20,
  subscriptionsPerTenant: 500,
  runsPerScript: 5,
  runsPerTenant: 10,
  sourceBytes: 100 * 1024,
};

const hardTenantLimits: TenantLimits = {
  ...hardRunLimits,
  eventsPerSecond: 1_000_000,
  unfinishedDeliveries: 100_000_000,
  managementRequestsPerMinute: 60_000,
  subscriptionsPerScript: 50,
  subscriptionsPerTenant: 5_000,
  runsPerScript: 100,
  runsPerTenant: 1_000,
  sourceBytes: 256 * 1024,
};

/** The limits in force for a tenant: its settings over the defaults, never above the hard maximum. */
export function tenantLimits(settings: Partial<TenantLimits>): TenantLimits {
  const limits = { ...defaultTenantLimits };
  for (const name of Object.keys(limits) as (keyof TenantLimits)[]) {
    limits[name] = Math.min(settings[name] ?? defaultTenantLimits[name], hardTenantLimits[name]);
  }
  return limits;
}
