// The states of a delivery and its legal moves. SQL check, REST schema and the diagram in docs derive from this table.

type DeliveryStateRow = {
  /** What the state says, in the words a person reads. */
  meaning: string;
  /** A terminal delivery has left the buffer and lives as its last execution. */
  terminal: boolean;
  /** Where it may go next, and who moves it. */
  moves: Readonly<Partial<Record<string, string>>>;
};

export const deliveryStates = {
  waiting: {
    meaning: "An earlier priority of the same event has not finished its first attempt",
    terminal: false,
    moves: { ready: "settle opens the next priority", cancelled: "a person" },
  },
  ready: {
    meaning: "May start as soon as a slot is free",
    terminal: false,
    moves: { running: "claim", cancelled: "a person" },
  },
  running: {
    meaning: "Leased by a worker and running in a sandbox",
    terminal: false,
    moves: {
      succeeded: "settle",
      scheduled: "settle, after a failed attempt",
      dead: "settle, after the last attempt",
      ready: "release or rescue, uncharged",
      cancelled: "a person",
    },
  },
  scheduled: {
    meaning: "Failed, and will be tried again at nextAttemptAt",
    terminal: false,
    moves: { running: "claim, when its time has come", cancelled: "a person" },
  },
  succeeded: { meaning: "An attempt succeeded", terminal: true, moves: {} },
  dead: {
    meaning: "Used up its attempts, or failed in a way no retry mends",
    terminal: true,
    moves: {},
  },
  cancelled: { meaning: "Stopped by a person", terminal: true, moves: {} },
} as const satisfies Record<string, DeliveryStateRow>;

export type DeliveryState = keyof typeof deliveryStates;
