import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPreviewCourse, type PreviewSight } from "./preview-course.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A field, with the server's part played by the test. */
function openCourse() {
  const page = { text: "", checked: "", sight: "hidden" as PreviewSight, asked: [] as object[] };
  const course = createPreviewCourse({
    keyNow: () => (page.text === page.checked && page.text.startsWith("$") ? page.text : null),
    ask: () => {
      const id = {};
      page.asked.push(id);
      course.began(id);
    },
    show: (sight) => {
      page.sight = sight;
    },
  });
  const write = (text: string) => {
    page.text = text;
    course.changed();
  };
  const check = () => {
    page.checked = page.text;
    course.checked();
    return page.asked.at(-1) ?? {};
  };
  return { page, course, write, check };
}

function openCounted(text: string) {
  const opened = openCourse();
  opened.write(text);
  opened.course.ended(opened.check(), true);
  expect(opened.page.sight).toBe("counted");
  return opened;
}

test("a count is out of date with the first key that changes the text, and goes when that lasts", () => {
  const { page, course, write, check } = openCounted("$.a");
  write("$.ab");
  expect(page.sight).toBe("counting");
  const asked = check();
  expect(page.sight).toBe("counting");
  vi.advanceTimersByTime(10_000);
  expect(page.sight).toBe("slow");
  course.ended(asked, true);
  vi.runAllTimers();
  expect(page.sight).toBe("counted");
});

test("a text that is written again has its count again, unless that is gone", () => {
  const { page, write, check } = openCounted("$.a");
  write("$.ab");
  write("$.a");
  vi.runAllTimers();
  expect([page.sight, page.asked.length]).toEqual(["counted", 1]);
  write("$.ab");
  vi.runAllTimers();
  write("$.a");
  check();
  expect(page.asked).toHaveLength(2);
});

test("after a failure the count is gone, and nothing is asked until the text is another one", () => {
  const { page, course, write, check } = openCounted("$.a");
  write("$.ab");
  course.ended(check(), false);
  expect(page.sight).toBe("failed");
  check();
  vi.runAllTimers();
  expect([page.sight, page.asked.length]).toEqual(["failed", 2]);
  write("$.abc");
  course.ended(check(), true);
  expect(page.sight).toBe("counted");
});

test("a check that failed leaves no count under a text that nobody counted", () => {
  const { page, course, write, check } = openCounted("$.a");
  write("$.ab");
  course.checkFailed();
  expect(page.sight).toBe("failed");
  write("$.a");
  check();
  expect(page.asked).toHaveLength(2);
});

test("a slow answer about an older text is not shown, whenever it comes", () => {
  const { page, course, write, check } = openCourse();
  write("$.a");
  const older = check();
  write("$.ab");
  expect(course.mayShow(older)).toBe(false);
  const newer = check();
  expect([course.mayShow(older), course.mayShow(newer)]).toEqual([false, true]);
  course.ended(newer, true);
  course.ended(older, false);
  expect([course.mayShow(older), page.sight]).toEqual([false, "counted"]);
});

test("an answer that was kept back is asked for again when its text comes back", () => {
  const { page, course, write, check } = openCourse();
  write("$.a");
  const asked = check();
  write("$.ab");
  course.ended(asked, true);
  expect(page.sight).toBe("counting");
  write("$.a");
  expect(page.sight).toBe("counting");
  check();
  expect(page.asked).toHaveLength(2);
});

test("where there is nothing to count, nothing is shown", () => {
  const { page, write, check } = openCounted("$.a");
  write("a");
  check();
  vi.runAllTimers();
  expect(page.sight).toBe("hidden");
  write("ab");
  expect([page.sight, page.asked.length]).toEqual(["hidden", 1]);
});
