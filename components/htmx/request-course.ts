// What happens around every request of htmx: its button is busy, a second click is dropped (`hx-sync="this:drop"` on
// the element), a refusal is told, success is announced (`data-done`), the focus stays, and what could not be shown
// where it was asked for is read again.
import type { Htmx } from "htmx.org";
import { confirmFirst } from "./confirm-dialog.ts";
import { keepStanding, noteStanding, type Standing } from "./focus-keeper.ts";
import { type Course, isWrite, onHtmx } from "./htmx-events.ts";
import { beginWrite, endWrite, isHtml, refreshAround, refuse, wasSentToSignIn } from "./islands.ts";
import {
  closeModal,
  focusFirstFault,
  isInModal,
  islandOf,
  isModal,
  showContent,
} from "./modal-slot.ts";
import { announce, showToast } from "./notices.ts";
import { leftRefused, unreachable } from "./refusal.ts";

/** Of one request, from its start to its end. */
type Note = {
  source: Element;
  control: Element | null;
  island: Element | null;
  standing?: Standing | undefined;
};

const notes = new WeakMap<Course, Note>();
/** A browser carries at most 64 KB of such bodies at a time. */
const keptAliveLength = 32_000;

export function followRequests(htmx: Htmx): void {
  onHtmx("htmx-confirm", ({ ctx, issueRequest, dropRequest }, event) => {
    event.preventDefault();
    void confirmFirst(ctx.sourceElement, ctx.confirm ?? "").then((isYes) =>
      isYes ? issueRequest() : dropRequest(),
    );
  });
  onHtmx("htmx-before-request", ({ ctx }) => begin(ctx));
  onHtmx("htmx-after-request", ({ ctx }, event) => {
    if (!isShown(ctx)) event.preventDefault();
  });
  onHtmx("htmx-before-swap", (detail, event) => {
    if (!prepareSwap(detail)) event.preventDefault();
  });
  onHtmx("htmx-after-swap", ({ ctx }) => finishSwap(htmx, ctx));
  onHtmx("htmx-error", () => showToast(unreachable));
  onHtmx("htmx-finally-request", ({ ctx }) => end(htmx, ctx));
}

function begin(ctx: Course): void {
  const source = ctx.sourceElement;
  const control = controlOf(ctx);
  notes.set(ctx, { source, control, island: islandOf(source) });
  control?.setAttribute("aria-busy", "true");
  control?.setAttribute("aria-disabled", "true");
  if (!isWrite(ctx) || !ctx.request) return;
  beginWrite();
  // Leaving the page in this moment must not keep the request from being sent.
  ctx.request["keepalive"] = String(ctx.request.body ?? "").length < keptAliveLength;
}

/** What was pressed. A field that is checked while a person types stays as it is. */
function controlOf({ sourceElement: source, request }: Course): Element | null {
  if (source.matches("form")) {
    return request?.submitter ?? source.querySelector("[type=submit]");
  }
  return source.matches("button, a") ? source : null;
}

/** False when the answer is told and not swapped in: only our own HTML ever is. */
function isShown(ctx: Course): boolean {
  const { response, text = "" } = ctx;
  if (!response) return true;
  const { raw } = response;
  const isOurs = isHtml(raw) || (text === "" && raw.ok);
  const isDrawnRefusal = raw.status === 422 || raw.status === 409;
  if (isOurs && (raw.ok || isDrawnRefusal) && !wasSentToSignIn(raw)) {
    if (raw.ok || ctx.sourceElement.isConnected) return true;
    showToast(leftRefused);
    return false;
  }
  refuse(raw, text);
  return false;
}

function prepareSwap({
  ctx,
  tasks,
}: {
  ctx: Course;
  tasks: readonly { fragment: DocumentFragment }[];
}) {
  // Our fragments hold no scripts; should one ever slip in, it is not run.
  for (const { fragment } of tasks) {
    for (const script of fragment.querySelectorAll("script")) script.remove();
  }
  const note = notes.get(ctx);
  if (!note) return true;
  // A dialog that was asked for on a page that has been left.
  if (isModal(ctx.target) && !note.source.isConnected) return false;
  note.standing = noteStanding();
  return true;
}

function finishSwap(htmx: Htmx, ctx: Course): void {
  const note = notes.get(ctx);
  if (!note) return;
  const isDone = (ctx.response?.status ?? 500) < 400;
  keepStanding(note.standing);
  if (isDone && isWrite(ctx) && note.source.matches("form") && isInModal(note.source)) closeModal();
  showContent(note.source);
  if (!isDone) focusFirstFault();
  if (!isDone || !isWrite(ctx) || !(note.source instanceof HTMLElement)) return;
  const { done, then } = note.source.dataset;
  if (done) announce(done);
  if (then === "refresh") refreshAround(htmx, note.island);
}

function end(htmx: Htmx, ctx: Course): void {
  const note = notes.get(ctx);
  if (!note) return;
  note.control?.removeAttribute("aria-busy");
  note.control?.removeAttribute("aria-disabled");
  if (isWrite(ctx)) endWrite();
  const status = ctx.response?.status;
  if (status === 404 && isInModal(note.source)) closeModal();
  // Answered, and not shown where it was asked for: refused, or the place is gone.
  const isUnseen = isWrite(ctx) && ctx.response !== undefined && ctx.status !== "swapped";
  if (isUnseen || status === 404) {
    refreshAround(htmx, note.island?.isConnected ? note.island : null);
  }
}
