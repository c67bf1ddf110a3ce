// Decision 14 as laws: what an attempt's outcome may do to its delivery.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { executionStatuses, type RunOutcome } from "#lib/executions/execution-status.ts";
import type { RetryAdvice } from "#lib/executions/run-result.ts";
import type { Backoff } from "./backoff.ts";
import { decideSettlement, maxCrashes } from "./decide-settlement.ts";
import { deliveryStates } from "./delivery-state.ts";

const backoff: Backoff = { kind: "fixed", delayMs: 1_234 };
const charging = (charge: string) =>
  (Object.keys(executionStatuses) as RunOutcome[]).filter(
    (status) => executionStatuses[status].charge === charge,
  );

const delivery = fc
  .record({ maxAttempts: fc.integer({ min: 1, max: 21 }), used: fc.nat(20), crashes: fc.nat(2) })
  .map(({ maxAttempts, used, crashes }) => ({
    attempts: used % maxAttempts,
    maxAttempts,
    crashes,
    backoff,
  }));
const retry = fc.oneof(
  fc.constant<RetryAdvice>({ kind: "default" }),
  fc.constant<RetryAdvice>({ kind: "never" }),
  fc.nat(86_400_000).map((delayMs): RetryAdvice => ({ kind: "after", delayMs })),
);
const failures = fc.constantFrom(...charging("attempt"));
const anyOutcome = fc.constantFrom<RunOutcome>("succeeded", "crashed", ...charging("attempt"));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("every outcome", () => {
  test("makes a move that the table of states allows a running delivery", () => {
    fc.assert(
      fc.property(
        delivery,
        anyOutcome,
        retry,
        fc.boolean(),
        random,
        (row, outcome, advice, uncharged, r) => {
          const { move } = decideSettlement(row, { outcome, uncharged, retry: advice }, r);
          expect(Object.keys(deliveryStates.running.moves)).toContain(move);
        },
      ),
    );
  });

  test("that is uncharged changes nothing", () => {
    fc.assert(
      fc.property(delivery, anyOutcome, retry, random, (row, outcome, advice, r) => {
        const { attempts, crashes } = row;
        const settlement = decideSettlement(row, { outcome, uncharged: true, retry: advice }, r);
        expect(settlement).toEqual({ move: "ready", attempts, crashes });
      }),
    );
  });
});

test("a success is the end, whatever went before", () => {
  fc.assert(
    fc.property(delivery, retry, random, (row, advice, r) => {
      const result = { outcome: "succeeded", uncharged: false, retry: advice } as const;
      expect(decideSettlement(row, result, r)).toEqual({ move: "succeeded" });
    }),
  );
});

describe("a failure", () => {
  test("charges one attempt, and never more than there are", () => {
    fc.assert(
      fc.property(delivery, failures, retry, random, (row, outcome, advice, r) => {
        const settlement = decideSettlement(row, { outcome, uncharged: false, retry: advice }, r);
        expect(settlement).toMatchObject({ attempts: row.attempts + 1, crashes: row.crashes });
        expect(row.attempts + 1).toBeLessThanOrEqual(row.maxAttempts);
        const isLast = row.attempts + 1 === row.maxAttempts;
        const never = advice.kind === "never";
        expect(settlement.move).toBe(isLast || never ? "dead" : "scheduled");
      }),
    );
  });

  test("waits as its backoff or its error says", () => {
    fc.assert(
      fc.property(delivery, failures, retry, random, (row, outcome, advice, r) => {
        const settlement = decideSettlement(row, { outcome, uncharged: false, retry: advice }, r);
        if (settlement.move !== "scheduled") return;
        expect(settlement.delayMs).toBe(advice.kind === "after" ? advice.delayMs : 1_234);
      }),
    );
  });

  test("on every attempt is dead after exactly maxAttempts of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 21 }), failures, (maxAttempts, outcome) => {
        const result = { outcome, uncharged: false, retry: { kind: "default" } } as const;
        let row = { attempts: 0, maxAttempts, crashes: 0, backoff };
        for (let run = 1; ; run += 1) {
          const settlement = decideSettlement(row, result, 0.5);
          if (settlement.move === "succeeded") throw new Error("a failure succeeded");
          row = { ...row, ...settlement };
          if (settlement.move !== "dead") continue;
          expect(run).toBe(maxAttempts);
          return;
        }
      }),
    );
  });
});

test("a crash charges the crash counter alone; the third is dead, even on the first attempt", () => {
  fc.assert(
    fc.property(delivery, retry, random, (row, advice, r) => {
      const settlement = decideSettlement(
        row,
        { outcome: "crashed", uncharged: false, retry: advice },
        r,
      );
      const crashes = row.crashes + 1;
      const move = crashes >= maxCrashes ? "dead" : "ready";
      expect(settlement).toEqual({ move, attempts: row.attempts, crashes });
      expect(maxCrashes).toBe(3);
    }),
  );
});
