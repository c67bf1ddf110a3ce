// REST operations on subscriptions.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { idParams, idSchema, listOf } from "#lib/shared/schemas.ts";
import {
  newSubscriptionSchema,
  savedSubscriptionSchema,
  subscriptionPatchSchema,
  subscriptionSchema,
} from "#lib/subscriptions/subscription-schema.ts";
import { operation } from "../operation.ts";

export const subscriptionOperations = {
  create: operation({
    id: "createSubscription",
    method: "post",
    path: "/subscriptions",
    summary: "Subscribe a script to an event type",
    scope: "manage",
    body: newSubscriptionSchema,
    status: 201,
    answer: savedSubscriptionSchema,
  }),
  list: operation({
    id: "listSubscriptions",
    method: "get",
    path: "/subscriptions",
    summary: "List subscriptions, newest first; `eventType` keeps those that would match it",
    scope: "read",
    query: z.strictObject({
      ...pageQuery(),
      scriptId: idSchema.optional(),
      eventType: z.string().optional(),
    }),
    status: 200,
    answer: listOf(subscriptionSchema),
  }),
  get: operation({
    id: "getSubscription",
    method: "get",
    path: "/subscriptions/{id}",
    summary: "Read a subscription",
    scope: "read",
    params: idParams,
    status: 200,
    answer: subscriptionSchema,
  }),
  update: operation({
    id: "updateSubscription",
    method: "patch",
    path: "/subscriptions/{id}",
    summary: "Change a subscription by a JSON merge patch",
    scope: "manage",
    params: idParams,
    body: subscriptionPatchSchema,
    status: 200,
    answer: savedSubscriptionSchema,
  }),
  delete: operation({
    id: "deleteSubscription",
    method: "delete",
    path: "/subscriptions/{id}",
    summary: "Delete a subscription; its queued deliveries are cancelled",
    scope: "manage",
    params: idParams,
    status: 204,
    answer: null,
  }),
};
