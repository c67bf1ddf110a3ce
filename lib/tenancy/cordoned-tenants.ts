// Which tenants the instance's owner keeps in sandbox processes of their own: their slugs, or every tenant.
import { z } from "zod";

export type CordonedTenants = ReadonlySet<string> | "*";

const slugPattern = /^[a-z0-9][a-z0-9-]*$/;

export const cordonedTenantsSchema = z
  .string()
  .default("")
  .transform((text, context): CordonedTenants => {
    const whole = text.trim();
    if (whole === "*") return "*";
    const slugs = whole === "" ? [] : whole.split(",").map((slug) => slug.trim());
    if (slugs.every((slug) => slugPattern.test(slug))) return new Set(slugs);
    const message = "must be the slugs of tenants with commas between them, or * for every tenant";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** Null is a tenant nobody knows: cordoned as soon as anybody is. */
export function isCordoned(cordoned: CordonedTenants, slug: string | null): boolean {
  if (cordoned === "*") return true;
  return slug === null ? cordoned.size > 0 : cordoned.has(slug);
}
