// What the server does for these components; the pages hand the actions in as props.
import type { Action } from "#components/ui/call-action.ts";

export type SaveVersion = Action<
  { scriptId: string; source: string; note: string | null; baseVersion: number },
  { version: number }
>;

/** `before` is the version that was deployed when the person decided. */
export type DeployVersion = Action<
  { scriptId: string; version: number; before: number },
  { version: number }
>;

/** `force` when the person was told of active subscriptions. */
export type DeleteScript = Action<{ scriptId: string; force: boolean }, null>;
