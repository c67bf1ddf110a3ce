// One envelope for every filter test.

import type { FilterEnvelope } from "../filter-envelope.ts";

export const envelope: FilterEnvelope = {
  type: "finance.payment.created",
  source: "api",
  subject: null,
  time: "2026-11-05T10:00:00.000Z",
  hop: 1,
  replay: false,
};
