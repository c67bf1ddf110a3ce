// What sdk.events.subscribe needs of the world.
import type { ScriptSubscription } from "#db/repositories/subscribe-from-script.ts";
import type { Result } from "#lib/shared/failure.ts";

/** Resolves with the subscription's id. */
export type Subscriber = { subscribe: (wanted: ScriptSubscription) => Promise<Result<string>> };
