// htmx, loaded once and only in a browser, with everything that listens to it.
import type { Htmx } from "htmx.org";
import { htmxConfig } from "./htmx-config.ts";
import { refreshAround } from "./islands.ts";
import { openModalSlot } from "./modal-slot.ts";
import { openAnnouncer } from "./notices.ts";
import { followRequests } from "./request-course.ts";

let loading: Promise<Htmx> | undefined;

export function loadHtmx(): Promise<Htmx> {
  loading ??= load().catch((error: unknown) => {
    // The next island tries again.
    loading = undefined;
    throw error;
  });
  openModalSlot();
  openAnnouncer();
  return loading;
}

async function load(): Promise<Htmx> {
  configure();
  const { default: htmx } = await import("htmx.org");
  followRequests(htmx);
  // The browser kept the page as it was when it was left.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) refreshAround(htmx, null);
  });
  return htmx;
}

/** htmx looks for it while it is evaluated. */
function configure(): void {
  if (document.querySelector("meta[name='htmx-config']")) return;
  const meta = document.createElement("meta");
  meta.name = "htmx-config";
  meta.content = htmxConfig;
  document.head.append(meta);
}
