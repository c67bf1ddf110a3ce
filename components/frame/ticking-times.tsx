"use client";
// Keeps "12 s ago" true: every relative time on the page, whoever drew it, in the words of components/ui/time.
import { useEffect, useState } from "react";
import { serverAheadMs } from "#components/live/server-clock.ts";
import { formatRelative } from "#components/ui/format.ts";

const everyMs = 10_000;

/**
 * `now` is the server's clock when it drew the page: a computer that is ten minutes slow still counts right. It is as
 * late as the page took to come alive here, so the newest live answer is believed before it.
 */
export function TickingTimes({ now }: { now: string }) {
  const [drawnAt] = useState(() => Date.parse(now));
  useEffect(() => {
    const ahead = drawnAt - Date.now();
    const tick = () => {
      if (!document.hidden) tellTimes(Date.now() + (serverAheadMs() ?? ahead));
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [drawnAt]);
  return null;
}

/** Changes the text node and not the element, so React and htmx still find what they drew. */
function tellTimes(now: number): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const text = formatRelative(time.dateTime, now);
    const node = time.firstChild;
    if (node instanceof Text && node.nodeValue !== text) node.nodeValue = text;
  }
}
