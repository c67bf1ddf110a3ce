import { describe, expect, test } from "vitest";
import { type EditStep, isDirty, type ScriptEdit, startEdit, stepEdit } from "./script-edit.ts";

const start = (known = 5) => startEdit({ version: 5, source: "return 5" }, known);
const edited = (edit: ScriptEdit, ...steps: EditStep[]) => steps.reduce(stepEdit, edit);
const typed = (text: string): EditStep => ({ kind: "typed", text });
const saved = (version: number, source: string): EditStep => ({
  kind: "saved",
  saved: { version, source },
});

describe("the text of a script", () => {
  test("is unsaved as soon as it differs from the version that is open", () => {
    expect(isDirty(start())).toBe(false);
    expect(isDirty(edited(start(), typed("return 6")))).toBe(true);
    expect(isDirty(edited(start(), typed("return 6"), typed("return 5")))).toBe(false);
  });

  test("becomes the next version without another editor", () => {
    const edit = edited(
      start(),
      typed("return 6"),
      { kind: "noted", note: "six" },
      saved(6, "return 6"),
    );
    expect(edit).toMatchObject({ base: { version: 6 }, known: 6, note: "", epoch: 0 });
    expect(isDirty(edit)).toBe(false);
    const drawnAgain: EditStep = {
      kind: "opened",
      opened: { version: 6, source: "return 6" },
      known: 6,
    };
    expect(edited(edit, drawnAgain)).toBe(edit);
  });

  test("keeps what was typed while a save was on its way", () => {
    const edit = edited(start(), typed("return 6"), typed("return 67"), saved(6, "return 6"));
    expect(edit.text).toBe("return 67");
    expect(isDirty(edit)).toBe(true);
  });

  test("is another editor's when another version is opened", () => {
    const opened = { version: 3, source: "return 3" };
    const edit = edited(start(), typed("x"), { kind: "opened", opened, known: 5 });
    expect(edit).toMatchObject({ text: "return 3", epoch: 1, loaded: false, known: 5 });
  });

  test("comes back from the tab's draft with the version its author knew of", () => {
    const draft = { text: "return 55", note: "more", known: 5 };
    const edit = edited(start(6), { kind: "draft-loaded", draft });
    expect(edit).toMatchObject({ ...draft, loaded: true, restored: true });
    expect(edited(edit, { kind: "discarded" })).toMatchObject({ text: "return 5", note: "" });
  });

  test("does not call a draft restored that says what is saved anyway", () => {
    const draft = { text: "return 5", note: "", known: 5 };
    expect(edited(start(), { kind: "draft-loaded", draft }).restored).toBe(false);
    expect(edited(start(), { kind: "draft-loaded", draft: null })).toMatchObject({ loaded: true });
  });
});

describe("a refused save", () => {
  test("shows a fault of the source at its place and loses nothing", () => {
    const failure = {
      code: "invalid_input" as const,
      detail: "source: Unexpected token",
      errors: [{ path: "source", message: "Unexpected token", line: 2, column: 8 }],
    };
    const edit = edited(start(), typed("return ("), { kind: "refused", failure });
    expect(edit.problems).toEqual([{ message: "Unexpected token", line: 2, column: 8 }]);
    expect(edit).toMatchObject({ text: "return (", refusal: null });
    expect(edited(edit, saved(6, "return (")).problems).toEqual([]);
  });

  test("shows a fault of the note at the note", () => {
    const errors = [{ path: "note", message: "Too big" }];
    const failure = { code: "invalid_input" as const, detail: "", errors };
    const edit = edited(start(), { kind: "refused", failure });
    expect(edit).toMatchObject({ noteError: "Too big", refusal: null });
    expect(edited(edit, { kind: "noted", note: "short" }).noteError).toBeNull();
  });

  test("on top of an old version is made again on top of the one that was read", () => {
    const failure = { code: "conflict" as const, detail: "The newest version is 6." };
    const edit = edited(start(), typed("mine"), { kind: "refused", failure });
    expect(edit).toMatchObject({ text: "mine", known: 5, refusal: failure });
    expect(edited(edit, { kind: "caught-up", known: 6 })).toMatchObject({
      text: "mine",
      known: 6,
      refusal: null,
    });
  });
});
