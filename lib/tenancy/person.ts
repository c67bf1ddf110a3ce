// Who is signed in, as the console shows them.
import type { Role } from "#lib/tenancy/role.ts";

export type TenantName = { id: string; slug: string; name: string };

export type Person = {
  email: string;
  name: string;
  role: Role;
  instanceOwner: boolean;
  /** The tenant they act in. */
  tenant: TenantName;
};
