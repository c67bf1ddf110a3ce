// htmx, loaded once and only in a browser, with everything that listens to it.
import type { Htmx } from "htmx.org";
import { htmxConfig } from "./htmx-config.ts";
import { refreshAround } from "./islands.ts";
import { openModalSlot } from "./modal-slot.ts";
import { openAnnouncer, showToast } from "./notices.ts";
import type { Toast } from "./refusal.ts";
import { followRequests } from "./request-course.ts";

let loading: Promise<Htmx> | undefined;

function loadHtmx(): Promise<Htmx> {
  loading ??= load().catch((error: unknown) => {
    // The next island tries again.
    loading = undefined;
    throw error;
  });
  openModalSlot();
  openAnnouncer();
  return loading;
}

/** What asks for htmx is told when it did not come: silence would look like a dead button. */
export function withHtmx(work: (htmx: Htmx) => unknown): void {
  loadHtmx().then(work, () => showToast(unloaded));
}

const unloaded: Toast = {
  title: "This part of the page did not load",
  description: "Check your connection and load the page again.",
  tone: "danger",
};

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
