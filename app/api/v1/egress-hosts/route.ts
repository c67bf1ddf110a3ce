import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { egressHostOperations } from "#app/_server/operations/egress-hosts.ts";
import { getEgressHosts, setEgressHosts } from "#db/repositories/egress-hosts.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(egressHostOperations.get, async ({ tx, actor }) =>
    succeed(await getEgressHosts(tx, actor)),
  ),
  PUT: defineApi(egressHostOperations.put, async ({ tx, actor, body }) =>
    succeed(await setEgressHosts(tx, actor, body)),
  ),
});
