// What the preview of a filter may show while its text changes, is checked and is counted: never one text's count as
// another's. Knows no page; filter-field-element.ts draws what it says.

/** `counting`: what stands there is out of date. `slow`: for so long that it goes. `counted`: as the server drew it. */
export type PreviewSight = "hidden" | "counting" | "slow" | "counted" | "failed";

type Course = {
  /** The type and text as they are now; null where a preview has nothing to look for, or it is not known yet. */
  keyNow: () => string | null;
  /** Asks the server about what there is now. */
  ask: () => void;
  show: (sight: PreviewSight) => void;
};

export type PreviewCourse = ReturnType<typeof createPreviewCourse>;

/** A count as old as this is no longer shown, not even faintly. */
const slowMs = 800;

export function createPreviewCourse({ keyNow, ask, show }: Course) {
  /** What is shown or asked about; undefined when that was given up. */
  let asked: string | null | undefined = null;
  let request: { id: object; key: string | null } | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const rest = (sight: PreviewSight) => {
    clearTimeout(waiting);
    show(sight);
  };
  const count = () => {
    rest("counting");
    waiting = setTimeout(() => {
      asked = undefined;
      show("slow");
    }, slowMs);
  };
  return {
    /** The text or the type is another one, and not checked yet. */
    changed() {
      if (asked === null || request) return;
      if (keyNow() === asked) rest("counted");
      else if (asked !== undefined) count();
    },
    /** Asks once for each type and text, also after a failure. */
    checked() {
      const key = keyNow();
      if (key === asked) return;
      asked = key;
      if (key === null) return rest("hidden");
      count();
      ask();
    },
    checkFailed() {
      if (keyNow() === asked) return;
      asked = undefined;
      rest("failed");
    },
    began(id: object) {
      request = { id, key: keyNow() };
    },
    /** False for an answer about another text than the one that stands there now. */
    mayShow(id: object): boolean {
      return request?.id === id && request.key === keyNow();
    },
    ended(id: object, isShown: boolean) {
      if (request?.id !== id) return;
      const { key } = request;
      request = undefined;
      asked = undefined;
      if (key !== keyNow()) return;
      asked = key;
      rest(isShown ? "counted" : "failed");
    },
    close: () => clearTimeout(waiting),
  };
}
