// A batch as the pool has it: which child will run it is not known yet.
import type { BatchRequest } from "./protocol.ts";

export type PoolRequest = Omit<BatchRequest, "base"> & {
  cordoned: boolean;
  /** It goes again, after the end of a child or an isolate: nobody else is to be in its child, so that it can be blamed. */
  isAlone: boolean;
};
