import { expect, test } from "vitest";
import { Rates } from "./rates.ts";

function clock() {
  let ms = 5_000;
  return { now: () => ms, pass: (by: number) => (ms += by) };
}

test("so many in a second, then as many as time has passed for", () => {
  const time = clock();
  const rates = new Rates(time.now);
  const take = () => rates.take("a", 4);
  expect([take(), take(), take(), take(), take()]).toEqual([0, 0, 0, 0, 1]);
  time.pass(250);
  expect([take(), take()]).toEqual([0, 1]);
  time.pass(60_000);
  expect([take(), take(), take(), take(), take()]).toEqual([0, 0, 0, 0, 1]);
});

test("a refused one costs nothing, and no script pays for another", () => {
  const time = clock();
  const rates = new Rates(time.now);
  expect([rates.take("a", 1), rates.take("a", 1), rates.take("b", 1)]).toEqual([0, 1, 0]);
  for (let i = 0; i < 9; i += 1) {
    time.pass(100);
    expect(rates.take("a", 1)).toBe(1);
  }
  time.pass(101);
  expect(rates.take("a", 1)).toBe(0);
});
