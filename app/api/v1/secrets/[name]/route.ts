import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { secretOperations } from "#app/_server/operations/secrets.ts";
import { deleteSecret, putSecret } from "#db/repositories/secrets.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  PUT: defineApi(secretOperations.put, ({ tx, actor, params, body }) =>
    putSecret(tx, actor, { name: params.name, value: body.value }),
  ),
  DELETE: defineApi(secretOperations.delete, ({ tx, actor, params }) =>
    deleteSecret(tx, actor, params.name),
  ),
});
