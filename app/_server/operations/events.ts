// REST operations on events, event types and filters. Publishing is described in openapi.ts: it takes more than JSON.
import {
  eventTypeInput,
  eventTypeList,
  eventTypeParams,
  eventTypeQuery,
  eventTypeSchema,
} from "#lib/events/event-type-view.ts";
import { eventDetailSchema, eventList, eventQuery } from "#lib/events/event-view.ts";
import { filterCheckSchema, filterVerdictSchema } from "#lib/filters/check-filter.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

export const eventOperations = {
  list: operation({
    id: "listEvents",
    method: "get",
    path: "/events",
    summary: "List events, newest first",
    scope: "read",
    query: eventQuery,
    status: 200,
    answer: eventList,
  }),
  get: operation({
    id: "getEvent",
    method: "get",
    path: "/events/{id}",
    summary: "Read an event, its deliveries, and who was skipped and why",
    scope: "read",
    params: idParams,
    status: 200,
    answer: eventDetailSchema,
  }),
};

export const eventTypeOperations = {
  list: operation({
    id: "listEventTypes",
    method: "get",
    path: "/event-types",
    summary: "List event types by name, those observed and those described",
    scope: "read",
    query: eventTypeQuery,
    status: 200,
    answer: eventTypeList,
  }),
  get: operation({
    id: "getEventType",
    method: "get",
    path: "/event-types/{name}",
    summary: "Read an event type",
    scope: "read",
    params: eventTypeParams,
    status: 200,
    answer: eventTypeSchema,
  }),
  describe: operation({
    id: "putEventType",
    method: "put",
    path: "/event-types/{name}",
    summary: "Describe an event type",
    scope: "manage",
    params: eventTypeParams,
    body: eventTypeInput,
    status: 200,
    answer: eventTypeSchema,
  }),
};

export const filterOperations = {
  check: operation({
    id: "checkFilter",
    method: "post",
    path: "/filters/check",
    summary:
      "Check a filter, and try it on a payload or on the newest events; 200 also when it is invalid",
    scope: "manage",
    body: filterCheckSchema,
    status: 200,
    answer: filterVerdictSchema,
  }),
};
