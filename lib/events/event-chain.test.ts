import { expect, test } from "vitest";
import { arrangeChain, type ChainEvent } from "./event-chain.ts";

const event = (id: string, parentId: string | null = null, replayOf: string | null = null) =>
  ({
    id,
    parentId,
    replayOf,
    type: "a.b",
    receivedAt: "",
    status: "routed",
    scriptName: null,
  }) satisfies ChainEvent;

const drawn = (events: ChainEvent[]) =>
  arrangeChain(events).map(({ id, depth }) => `${" ".repeat(depth)}${id}`);

test("each event stands below the one whose reaction emitted it, in the order they came", () => {
  expect(
    drawn([event("4", "2"), event("1"), event("3", "1"), event("2", "1"), event("5", "4")]),
  ).toEqual(["1", " 2", "  4", "   5", " 3"]);
});

test("an event whose parent has expired stands at the top", () => {
  expect(drawn([event("2", "1"), event("3", "2")])).toEqual(["2", " 3"]);
});

test("an edited replay stands below the event it repeats", () => {
  expect(drawn([event("1"), event("2", "1"), event("3", null, "2")])).toEqual(["1", " 2", "  3"]);
});

test("events that name each other are told once, and it ends", () => {
  expect(drawn([event("1", "2"), event("2", "1"), event("3", "3")])).toEqual(["1", " 2", "3"]);
});
