// Which rows are chosen. What has left the rows that can be chosen is not, whatever was ticked before.
import { useState } from "react";

export function useSelection<Row extends { id: string }>(rows: readonly Row[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter((row) => ids.has(row.id));
  return {
    chosen,
    isAll: rows.length > 0 && chosen.length === rows.length,
    has: (id: string) => ids.has(id) && rows.some((row) => row.id === id),
    choose: (id: string, isChosen: boolean) => setIds((before) => withId(before, id, isChosen)),
    chooseAll: (isChosen: boolean) => setIds(new Set(isChosen ? rows.map((row) => row.id) : [])),
  };
}

function withId(before: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const after = new Set(before);
  if (isChosen) after.add(id);
  else after.delete(id);
  return after;
}
