// The two forms of a filter: its text says which one it is in.

export type FilterForm = "expression" | "json";

/** No expression begins with a brace. A blank text is in neither and counts as an expression. */
export function filterForm(text: string): FilterForm {
  return text.trimStart().startsWith("{") ? "json" : "expression";
}

export const placeholders: Readonly<Record<FilterForm, string>> = {
  expression: "$.amount > 100 && $.currency == 'EUR'",
  json: '{"amount": {"$gt": 100}, "currency": "EUR"}',
};
