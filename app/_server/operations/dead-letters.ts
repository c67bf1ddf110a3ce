// REST operations on dead letters and replays.
import {
  discardSchema,
  letterGroupList,
  letterList,
  letterQuery,
  letterReplayAnswer,
  letterReplaySchema,
  letterSchema,
} from "#lib/dead-letters/letter-schema.ts";
import { replayList, replayQuery, replaySchema } from "#lib/replays/replay-schema.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

export const letterOperations = {
  list: operation({
    id: "listDeadLetters",
    method: "get",
    path: "/dead-letters",
    summary: "List dead letters, newest first",
    scope: "read",
    query: letterQuery,
    status: 200,
    answer: letterList,
  }),
  groups: operation({
    id: "listDeadLetterGroups",
    method: "get",
    path: "/dead-letters/groups",
    summary: "Group dead letters by what went wrong; the open ones unless `state` is given",
    scope: "read",
    query: letterQuery,
    status: 200,
    answer: letterGroupList,
  }),
  get: operation({
    id: "getDeadLetter",
    method: "get",
    path: "/dead-letters/{id}",
    summary: "Read a dead letter",
    scope: "read",
    params: idParams,
    status: 200,
    answer: letterSchema,
  }),
  replay: operation({
    id: "replayDeadLetter",
    method: "post",
    path: "/dead-letters/{id}/replay",
    summary: "Run a dead letter again, at most 60 a minute",
    scope: "replay",
    perMinute: 60,
    params: idParams,
    body: letterReplaySchema,
    status: 202,
    answer: letterReplayAnswer,
  }),
  discard: operation({
    id: "discardDeadLetter",
    method: "post",
    path: "/dead-letters/{id}/discard",
    summary: "Give an open dead letter up",
    scope: "replay",
    params: idParams,
    body: discardSchema,
    status: 200,
    answer: letterSchema,
  }),
};

export const replayOperations = {
  list: operation({
    id: "listReplays",
    method: "get",
    path: "/replays",
    summary: "List replays, newest first",
    scope: "read",
    query: replayQuery,
    status: 200,
    answer: replayList,
  }),
  get: operation({
    id: "getReplay",
    method: "get",
    path: "/replays/{id}",
    summary: "Read a replay and its progress",
    scope: "read",
    params: idParams,
    status: 200,
    answer: replaySchema,
  }),
};
