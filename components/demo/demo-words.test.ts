import { expect, test } from "vitest";
import type { DemoPlan } from "#lib/demo/demo-plan.ts";
import type { DemoRunState } from "./demo-run.ts";
import { endWords, planWords, sentWords, startWord } from "./demo-words.ts";

const plan: DemoPlan = { family: "erp", rate: 5, length: "short" };
const state: DemoRunState = {
  phase: "running",
  plan,
  planned: 50,
  tally: { accepted: 1_200, duplicates: 3, refused: 1, refusal: null },
  trouble: null,
  failures: 0,
};

test("says what the button will do", () => {
  expect(startWord(plan)).toBe("Send 50 events");
  expect(startWord({ ...plan, length: "open" })).toBe("Start sending");
});

test("says what is sent, how fast and for how long", () => {
  expect(planWords(plan)).toBe("Business events, 5 per second for 10 seconds");
  expect(planWords({ family: "github", rate: 50, length: "open" })).toBe(
    "GitHub webhooks, 50 per second until stopped",
  );
});

test("counts whatever reached the server", () => {
  expect(sentWords(state)).toBe("1,204 of 50 sent");
  expect(sentWords({ ...state, planned: null })).toBe("1,204 sent");
});

test("says how it ended, and what kept it from going on", () => {
  expect(endWords({ ...state, phase: "ended" })).toEqual({ title: "1,204 demo events sent" });
  expect(endWords({ ...state, phase: "failed", trouble: "No." })).toEqual({
    title: "Sending demo events ended after 1,204",
    description: "No.",
  });
});
