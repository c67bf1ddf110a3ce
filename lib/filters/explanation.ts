// What a filter computed for one event, as data: shown on the event page, answered by POST /filters/check.

/** A sub-expression. Literals that decide nothing are left out: their value is their text. */
export type Explained = {
  text: string;
  /** UTF-16 offsets in the explanation's `filter`. */
  start: number;
  end: number;
  /** JSON-like and short (≤ 120 characters); `undefined` for what is missing; null when it was never evaluated. */
  value: string | null;
  /** In the order in which they are written. */
  children: Explained[];
  /** True of the one sub-expression that `decidedBy` names. */
  decided: boolean;
};

export type Explanation = {
  matches: boolean;
  /** The filter in its plainest form. */
  filter: string;
  root: Explained;
  /** The first false term of a false `&&`, the first true term of a true `||`, and so on inwards. */
  decidedBy: { text: string; start: number; end: number; value: string };
};
