import { beforeEach, expect, test, vi } from "vitest";
import { draftVersions, dropAllDrafts, readDraft, writeDraft } from "./script-drafts.ts";

const draft = { text: "export default 1;", note: "", known: 3 };
const ada = { author: "ada", scriptId: "s1" };

beforeEach(() => {
  vi.stubGlobal("window", { sessionStorage: fakeStorage() });
});

test("a draft is found by who wrote it, and by nobody else", () => {
  expect(writeDraft(ada, 3, draft)).toBe(true);
  expect(readDraft(ada, 3)).toEqual(draft);
  expect(readDraft({ author: "bob", scriptId: "s1" }, 3)).toBeNull();
  expect(draftVersions(ada)).toEqual([3]);
  expect(draftVersions({ author: "bob", scriptId: "s1" })).toEqual([]);
});

test("who signs out leaves no draft behind, and nothing else is touched", () => {
  writeDraft(ada, 3, draft);
  window.sessionStorage.setItem("other", "stays");
  dropAllDrafts();
  expect(readDraft(ada, 3)).toBeNull();
  expect(window.sessionStorage.getItem("other")).toBe("stays");
});

/** As a browser's: its keys are its own properties. */
function fakeStorage() {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  return Object.create(methods);
}
