// How far a new tenant has come.

export type SetupSteps = {
  /** The first script; null while there is none. */
  scriptId: string | null;
  /** An active one. */
  hasSubscription: boolean;
  /** What the first active subscription reacts to: a type or a pattern. */
  eventType: string | null;
  /** The first event; null while there was none, ever. */
  eventId: string | null;
  /** Something ran for an event or a request, not only for a test. */
  hasRun: boolean;
};

export function isSetUp({ scriptId, hasSubscription, eventId }: SetupSteps): boolean {
  return scriptId !== null && hasSubscription && eventId !== null;
}

/** Who has run something knows the way, whatever was switched off or deleted since. */
export function isSettingUp(steps: SetupSteps): boolean {
  return !isSetUp(steps) && !steps.hasRun;
}
