// The shape of a compiled expression.

import type { FilterEnvelope } from "./filter-envelope.ts";

/** Never throws for JSON; gives what JavaScript would compute, with every access null-safe. */
export type Evaluate = (data: unknown, event: FilterEnvelope) => unknown;
