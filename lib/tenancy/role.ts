// What a person may be in a tenant, and what each may do (decision 39): the one table of permissions.
import type { Scope } from "#lib/tenancy/actor.ts";

/** Developer and operator are siblings, admin holds both. */
export const roleScopes = {
  viewer: ["read"],
  developer: ["read", "manage", "events:write"],
  operator: ["read", "replay"],
  admin: ["read", "manage", "events:write", "replay"],
} as const satisfies Record<string, readonly Scope[]>;

export type Role = keyof typeof roleScopes;

/** Members, keys, secrets and limits are for those who may do everything in the tenant. */
export function mayAdminister({ scopes: held }: { scopes: readonly Scope[] }): boolean {
  return roleScopes.admin.every((scope) => held.includes(scope));
}

/** Numbers of people in full are for those who work with them; who may only read sees them masked. */
export function mayReadPersonalData({ scopes: held }: { scopes: readonly Scope[] }): boolean {
  return held.includes("manage") || held.includes("replay");
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(roleScopes, text);
}
