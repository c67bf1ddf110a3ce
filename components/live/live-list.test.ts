import { describe, expect, test } from "vitest";
import { type LiveList, type LivePage, showLatest, startList, takeAnswer } from "./live-list.ts";

type Row = { id: string; state?: string };

const question = "/api/live/executions?status=failed";
const row = (id: string, state = "failed"): Row => ({ id, state });
const page = (ids: string, nextCursor: string | null = null): LivePage<Row> => ({
  items: [...ids].map((id) => row(id)),
  nextCursor,
});
const ids = (list: LiveList<Row>) => list.rows.map(({ id }) => id).join("");
const take = (list: LiveList<Row>, answer: LivePage<Row>) =>
  takeAnswer(list, { question, page: answer });

test("a row that is known changes where it stands", () => {
  const list = take(startList(question, page("cba")), {
    items: [row("c"), row("b", "succeeded"), row("a")],
    nextCursor: null,
  });
  expect(ids(list)).toBe("cba");
  expect(list.rows[1]).toEqual(row("b", "succeeded"));
  expect(list.held).toEqual({ count: 0, more: false });
});

test("new rows wait and move nothing", () => {
  const list = take(startList(question, page("cba")), page("edcba"));
  expect(ids(list)).toBe("cba");
  expect(list.held).toEqual({ count: 2, more: false });
});

test("the rows that waited come when they are asked for", () => {
  const list = showLatest(take(startList(question, page("cba")), page("edcb", "next")));
  expect(ids(list)).toBe("edcb");
  expect(list.held.count).toBe(0);
  expect(list.nextCursor).toBe("next");
});

test("when everything in the answer is new there may be more than it holds", () => {
  expect(take(startList(question, page("cba")), page("fed", "next")).held).toEqual({
    count: 3,
    more: true,
  });
});

test("an empty list fills at once", () => {
  const list = take(startList(question, page("")), page("ba"));
  expect(ids(list)).toBe("ba");
  expect(list.held.count).toBe(0);
});

test("an answer to an earlier filter changes nothing", () => {
  const list = startList(question, page("cba"));
  const answer = { question: "/api/live/executions?status=running", page: page("xyz") };
  expect(takeAnswer(list, answer)).toBe(list);
});

test("the order of a shown list stays, whatever order the answer has", () => {
  expect(ids(take(startList(question, page("cba")), page("abc")))).toBe("cba");
});

describe("rows that left", () => {
  test("a row that the answer should hold and does not has left, and keeps its place", () => {
    const list = take(startList(question, page("cba")), page("ca"));
    expect(ids(list)).toBe("cba");
    expect([...list.left]).toEqual(["b"]);
  });

  test("a row that new ones pushed off the first page has not left", () => {
    const list = take(startList(question, page("cba", "next")), page("edc", "next"));
    expect([...list.left]).toEqual([]);
  });

  test("a row that comes back has not left", () => {
    const list = take(take(startList(question, page("cba")), page("ca")), page("cba"));
    expect([...list.left]).toEqual([]);
  });

  test("a watched row that left shows what became of it", () => {
    const list = take(startList(question, page("cba")), {
      ...page("ca"),
      watched: [row("b", "succeeded")],
    });
    expect(list.rows[1]).toEqual(row("b", "succeeded"));
    expect([...list.left]).toEqual(["b"]);
  });

  test("when all have left they stay until something new is asked for", () => {
    const list = take(startList(question, page("ba")), page(""));
    expect(ids(list)).toBe("ba");
    expect([...list.left]).toEqual(["b", "a"]);
    expect(ids(showLatest(list))).toBe("");
  });
});

describe("a list with the oldest first", () => {
  test("rows that come below the last one are added at once: they move nothing", () => {
    const list = take(startList(question, page("abc")), page("abcde"));
    expect(ids(list)).toBe("abcde");
    expect(list.held.count).toBe(0);
  });

  test("rows between known ones wait", () => {
    const list = take(startList(question, page("ac")), page("abcd"));
    expect(ids(list)).toBe("acd");
    expect(list.held.count).toBe(1);
  });

  test("rows that move up from the next page wait, because a full page stays a page", () => {
    const list = take(startList(question, page("abc", "next")), page("bcd", "next"));
    expect(ids(list)).toBe("abc");
    expect([...list.left]).toEqual(["a"]);
    expect(list.held).toEqual({ count: 1, more: false });
  });

  test("a list that became long lets further rows wait", () => {
    const long = {
      items: Array.from({ length: 200 }, (_, index) => row(`r${index}`)),
      nextCursor: null,
    };
    const list = take(startList(question, long), {
      items: [...long.items, row("z")],
      nextCursor: null,
    });
    expect(list.rows).toHaveLength(200);
    expect(list.held.count).toBe(1);
  });
});
