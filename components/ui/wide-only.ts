// For a table whose column "wide-only" (a class of its cells, and of what its head holds) is worth its room only when
// there is some: the others then share it.

export const wideOnlyColumn =
  "[&_:is(th:has(>.wide-only),td.wide-only)]:@max-[1000px]/table:hidden";
