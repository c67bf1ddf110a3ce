// How a list that is on the screen takes in what the server says now, without moving under the pointer.
// Pure: the same list and answer give the same list.

export type LiveRow = { id: string };

/** `watched`: rows asked for by id because they are on the screen and may still change. */
export type LivePage<Row extends LiveRow> = {
  items: readonly Row[];
  nextCursor: string | null;
  watched?: readonly Row[];
};

export type LiveList<Row extends LiveRow> = {
  /** The question (its URL): an answer to another one changes nothing. */
  question: string;
  rows: readonly Row[];
  /** On the screen, but no longer there or no longer matching. */
  left: ReadonlySet<string>;
  nextCursor: string | null;
  /** The newest answer, shown when the person asks for it. */
  latest: LivePage<Row>;
  /** Rows of the newest answer that are held back, and whether there may be more of them. */
  held: { count: number; more: boolean };
};

/** Rows added below what is shown move nothing; beyond this many they wait like the others. */
const longest = 200;

export function startList<Row extends LiveRow>(
  question: string,
  page: LivePage<Row>,
): LiveList<Row> {
  const { items: rows, nextCursor } = page;
  const nothing = { count: 0, more: false };
  return { question, rows, left: new Set(), nextCursor, latest: page, held: nothing };
}

/** Known rows change in place; rows that would push others wait; an empty list fills at once. */
export function takeAnswer<Row extends LiveRow>(
  list: LiveList<Row>,
  answer: { question: string; page: LivePage<Row> },
): LiveList<Row> {
  const { question, page } = answer;
  if (question !== list.question) return list;
  if (list.rows.length === 0) return startList(question, page);
  const known = new Map(
    [...(page.watched ?? []), ...page.items].map((row): [string, Row] => [row.id, row]),
  );
  const shown = new Set(list.rows.map((row) => row.id));
  const { below, held } = placeUnknown(list, page, shown);
  return {
    ...list,
    rows: [...list.rows.map((row) => known.get(row.id) ?? row), ...below],
    left: rowsThatLeft(list, page),
    latest: page,
    held: { count: held, more: held > 0 && held === page.items.length && page.nextCursor !== null },
  };
}

/** "N new" was pressed: what the server last said, as it is. */
export function showLatest<Row extends LiveRow>(list: LiveList<Row>): LiveList<Row> {
  return startList(list.question, list.latest);
}

/** Unknown rows after the last known one go below, where nothing follows that was not shown; the others are held. */
function placeUnknown<Row extends LiveRow>(
  list: LiveList<Row>,
  { items }: LivePage<Row>,
  shown: ReadonlySet<string>,
): { below: readonly Row[]; held: number } {
  const unknown = items.filter((row) => !shown.has(row.id));
  const lastKnown = items.findLastIndex((row) => shown.has(row.id));
  const below = items.slice(lastKnown + 1);
  const fits = list.rows.length + below.length <= longest;
  const isEnd = list.nextCursor === null && lastKnown >= 0;
  if (!isEnd || !fits) return { below: [], held: unknown.length };
  return { below, held: unknown.length - below.length };
}

/**
 * The answer speaks for everything from its first to its last row, and for all when nothing follows it. A shown row
 * above that end which it does not hold has left. Rows below the end are unknown and stay as they are.
 */
function rowsThatLeft<Row extends LiveRow>(
  list: LiveList<Row>,
  { items, nextCursor }: LivePage<Row>,
): ReadonlySet<string> {
  const present = new Set(items.map((row) => row.id));
  const end = nextCursor === null ? list.rows.length : list.rows.findLastIndex(isPresent);
  function isPresent(row: Row): boolean {
    return present.has(row.id);
  }
  const left = new Set<string>();
  for (const [index, row] of list.rows.entries()) {
    if (index <= end && !isPresent(row)) left.add(row.id);
  }
  return left;
}
