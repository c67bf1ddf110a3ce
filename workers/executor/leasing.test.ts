import { describe, expect, test } from "vitest";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { BufferedScripts, createOffer } from "./leasing.ts";

const claimed = (...scriptIds: string[]) =>
  scriptIds.map((scriptId) => ({ scriptId }) as ClaimedDelivery);

/** What a claim that found nothing teaches: the buffer is empty. */
function emptyBuffer(): BufferedScripts {
  const buffered = new BufferedScripts();
  buffered.learn([], () => 10);
  return buffered;
}

function offerOf(buffered: BufferedScripts, room: number, caps: [string, number][] = []) {
  return createOffer({ workerId: "w", room, buffered, caps: new Map(caps), defaultCap: 2 });
}

describe("an offer", () => {
  test("takes no more than the room there is", () => {
    const { take } = offerOf(emptyBuffer(), 3, [["a", 10]]);
    expect([1, 2, 3, 4].map(() => take("a"))).toEqual([true, true, true, false]);
  });

  test("takes no more of a script than this worker can use", () => {
    const { take } = offerOf(emptyBuffer(), 10, [["a", 1]]);
    expect([take("a"), take("a"), take("new"), take("new"), take("new")]).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test("takes nothing before a claim has shown what the buffer holds", () => {
    expect(offerOf(new BufferedScripts(), 10).take("a")).toBe(false);
  });
});

describe("a script with deliveries in the buffer", () => {
  test("is offered nothing until a claim got less of it than it might", () => {
    const buffered = emptyBuffer();
    const first = offerOf(buffered, 1);
    expect([first.take("a"), first.take("a")]).toEqual([true, false]);
    expect(offerOf(buffered, 10).take("a")).toBe(false);
    buffered.learn(claimed("a", "a"), () => 2);
    expect(offerOf(buffered, 10).take("a")).toBe(false);
    buffered.learn(claimed("a"), () => 2);
    expect(offerOf(buffered, 10).take("a")).toBe(true);
  });

  test("does not keep other scripts waiting", () => {
    const buffered = emptyBuffer();
    buffered.add("a");
    expect(offerOf(buffered, 10).take("b")).toBe(true);
    expect(buffered.some()).toBe(true);
  });

  test("stays there as long as a claim may take none of it", () => {
    const buffered = emptyBuffer();
    buffered.add("a");
    buffered.learn([], () => 0);
    expect(buffered.has("a")).toBe(true);
  });
});
