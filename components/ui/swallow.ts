import type { MouseEvent } from "react";

/** What a busy control does with a click: neither that nor the submit that would follow it, also from Enter in a field. */
export function swallow(event: MouseEvent): void {
  event.preventDefault();
}
