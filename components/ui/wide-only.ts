// For a table whose columns "wide-only" (a class of their cells, and of what their heads hold) are worth their room
// only when there is some: the others then share it.

export const wideOnlyColumn =
  "[&_:is(th:has(>.wide-only),td.wide-only)]:@max-[1000px]/table:hidden";
