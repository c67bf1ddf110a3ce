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
};
