// What one REST operation is, as data: the wrapper enforces it and the OpenAPI document is generated from it.
import type { z } from "zod";
import type { Scope } from "#lib/tenancy/actor.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

export type Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> = {
  /** `operationId` of the document. */
  id: string;
  method: Method;
  /** As in the document: `/scripts/{id}`, below `/api/v1`. */
  path: string;
  summary: string;
  scope: Scope;
  /** How often a tenant may do it in a minute, below the limit of its key. */
  perMinute?: number;
  /** What does not fit names nothing: 404. */
  params?: Params;
  query?: Query;
  body?: Body;
  status: 200 | 201 | 202 | 204;
  /** Null for an empty answer. */
  answer: z.ZodType | null;
};

/** Keeps the exact schema types of the definition. */
export function operation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(definition: Operation<Params, Query, Body>): Operation<Params, Query, Body> {
  return definition;
}
