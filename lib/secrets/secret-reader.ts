// How runs get at their tenant's secrets.

/** Null when the tenant has none of that name; rejects when it cannot be read or does not open. */
export type SecretReader = {
  read: (tenantId: string, name: string) => Promise<string | null>;
};
