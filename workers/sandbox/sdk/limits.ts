// What may cross between a run and the worker, beside the run's own limits: it bounds what one run can make the worker hold.
import { egressLimits } from "#lib/egress/limits.ts";

export const crossing = {
  /** Characters of one call's arguments. */
  callChars: 2 * 1024 * 1024,
  /** Characters of the arguments of all calls of one run. */
  runChars: 16 * 1024 * 1024,
  /** Characters of one answer: the largest body of sdk.http also as JSON, where a control character takes six. */
  answerChars: 6 * egressLimits.answerBytes + 1024 * 1024,
} as const;
