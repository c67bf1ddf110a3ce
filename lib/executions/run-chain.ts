// Where a run stands in its chain of events: what is written on its behalf elsewhere carries it along.
export type RunChain = {
  executionId: string;
  /** Null for a run that no event woke. */
  correlationId: string | null;
  /** Of the event being handled; 0 outside handlers. */
  hop: number;
  /** Ids of the subscriptions the chain has passed, this one's included. */
  path: readonly string[];
};
