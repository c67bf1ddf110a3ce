// REST operations on the tenant's own tables, whose rows may become events.
import {
  dataTableInput,
  dataTableList,
  dataTableParams,
  dataTableQuery,
  dataTableSchema,
} from "#lib/data/data-table-schema.ts";
import { operation } from "../operation.ts";

export const dataTableOperations = {
  list: operation({
    id: "listDataTables",
    method: "get",
    path: "/data-tables",
    summary: "List the tenant's own tables and what they emit",
    scope: "read",
    query: dataTableQuery,
    status: 200,
    answer: dataTableList,
  }),
  get: operation({
    id: "getDataTable",
    method: "get",
    path: "/data-tables/{name}",
    summary: "Read one table and what it emits",
    scope: "read",
    params: dataTableParams,
    status: 200,
    answer: dataTableSchema,
  }),
  put: operation({
    id: "putDataTable",
    method: "put",
    path: "/data-tables/{name}",
    summary: "Turn a table's events on, with the columns they carry, or off",
    scope: "manage",
    params: dataTableParams,
    body: dataTableInput,
    status: 200,
    answer: dataTableSchema,
  }),
};
