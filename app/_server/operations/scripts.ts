// REST operations on scripts, their versions and deployments.
import { z } from "zod";
import {
  deploymentSchema,
  newScriptSchema,
  newVersionSchema,
  scriptSchema,
  scriptVersionParams,
  versionSchema,
  versionSummarySchema,
} from "#lib/scripts/script-schema.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { idParams, listOf } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

const versionKey = (key: string) => /^[1-9]\d{0,8}$/.test(key);
const versionNumbers = z.object({ version: z.int(), deployedVersion: z.int() });

export const scriptOperations = {
  create: operation({
    id: "createScript",
    method: "post",
    path: "/scripts",
    summary: "Create a script; its first version is deployed",
    scope: "manage",
    body: newScriptSchema,
    status: 201,
    answer: scriptSchema,
  }),
  list: operation({
    id: "listScripts",
    method: "get",
    path: "/scripts",
    summary: "List scripts, newest first",
    scope: "read",
    query: z.strictObject(pageQuery()),
    status: 200,
    answer: listOf(scriptSchema),
  }),
  get: operation({
    id: "getScript",
    method: "get",
    path: "/scripts/{id}",
    summary: "Read a script",
    scope: "read",
    params: idParams,
    status: 200,
    answer: scriptSchema,
  }),
  delete: operation({
    id: "deleteScript",
    method: "delete",
    path: "/scripts/{id}",
    summary: "Delete a script; refused while it has active subscriptions, unless forced",
    scope: "manage",
    params: idParams,
    query: z.strictObject({ force: z.stringbool().default(false) }),
    status: 204,
    answer: null,
  }),
  createVersion: operation({
    id: "createScriptVersion",
    method: "post",
    path: "/scripts/{id}/versions",
    summary: "Save a new version",
    scope: "manage",
    params: idParams,
    body: newVersionSchema,
    status: 201,
    answer: versionNumbers,
  }),
  listVersions: operation({
    id: "listScriptVersions",
    method: "get",
    path: "/scripts/{id}/versions",
    summary: "List the versions of a script, newest first",
    scope: "read",
    params: idParams,
    query: z.strictObject(pageQuery(versionKey)),
    status: 200,
    answer: listOf(versionSummarySchema),
  }),
  getVersion: operation({
    id: "getScriptVersion",
    method: "get",
    path: "/scripts/{id}/versions/{n}",
    summary: "Read one version with its source",
    scope: "read",
    params: scriptVersionParams,
    status: 200,
    answer: versionSchema,
  }),
  deploy: operation({
    id: "deployScriptVersion",
    method: "post",
    path: "/scripts/{id}/deployments",
    summary: "Deploy a version; an older one is a rollback",
    scope: "manage",
    params: idParams,
    body: deploymentSchema,
    status: 201,
    answer: z.object({ version: z.int() }),
  }),
};
