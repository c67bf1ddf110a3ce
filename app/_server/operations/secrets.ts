// REST operations on secrets: they are set and deleted, and no operation shows a value.
import { secretInput, secretList, secretParams, secretQuery } from "#lib/secrets/secret-schema.ts";
import { operation } from "../operation.ts";

export const secretOperations = {
  list: operation({
    id: "listSecrets",
    method: "get",
    path: "/secrets",
    summary: "List the names of secrets",
    scope: "read",
    query: secretQuery,
    status: 200,
    answer: secretList,
  }),
  put: operation({
    id: "putSecret",
    method: "put",
    path: "/secrets/{name}",
    summary: "Set a secret; runs that begin afterwards read the new value",
    scope: "manage",
    params: secretParams,
    body: secretInput,
    status: 204,
    answer: null,
  }),
  delete: operation({
    id: "deleteSecret",
    method: "delete",
    path: "/secrets/{name}",
    summary: "Delete a secret",
    scope: "manage",
    params: secretParams,
    status: 204,
    answer: null,
  }),
};
