// What happens around every request of htmx: its button is busy, a second click is dropped (`hx-sync="this:drop"` on
// the element), a refusal is told, success is announced (`data-done`, or `data-toast`), the focus stays, and what could not be shown
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
import { announce, showToast, tellChanged } from "./notices.ts";
import { leftRefused, unreachable } from "./refusal.ts";

/** Of one request, from its start to its end. */
type Note = {
  source: Element;
  control: Element | null;
  island: Element | null;
  standing?: Standing | undefined;
  /** The server did what was asked. */
  isDone: boolean;
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
  onHtmx("htmx-after-swap", ({ ctx }) => finishSwap(ctx));
  onHtmx("htmx-error", () => showToast(unreachable));
  onHtmx("htmx-finally-request", ({ ctx }) => end(htmx, ctx));
}

function begin(ctx: Course): void {
  const source = ctx.sourceElement;
  const control = controlOf(ctx);
  notes.set(ctx, { source, control, island: islandOf(source), isDone: false });
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
  if (!isOurs || !(raw.ok || isDrawnRefusal) || wasSentToSignIn(raw)) {
    refuse(raw, text);
    return false;
  }
  const note = notes.get(ctx);
  if (note) note.isDone = raw.ok;
  if (raw.ok || ctx.sourceElement.isConnected) return true;
  showToast(leftRefused);
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

function finishSwap(ctx: Course): void {
  const note = notes.get(ctx);
  if (!note) return;
  const { source, isDone } = note;
  keepStanding(note.standing);
  if (isDone && isWrite(ctx) && source.matches("form") && isInModal(source)) closeModal();
  showContent(source);
  if (!isDone) focusFirstFault();
}

/** Also when the answer came too late to be shown. */
function end(htmx: Htmx, ctx: Course): void {
  const note = notes.get(ctx);
  if (!note) return;
  note.control?.removeAttribute("aria-busy");
  note.control?.removeAttribute("aria-disabled");
  if (isWrite(ctx)) endWrite();
  // A field that is checked while a person types has no control and changes nothing.
  if (note.isDone && isWrite(ctx) && note.control) tellDone(note.source);
  const status = ctx.response?.status;
  if (status === 404 && isInModal(note.source)) closeModal();
  if (isOutdated(ctx, note)) {
    refreshAround(htmx, note.island?.isConnected ? note.island : null);
  }
}

function tellDone(source: Element): void {
  const { done, toast } = source instanceof HTMLElement ? source.dataset : {};
  if (done) announce(done);
  if (toast) showToast({ title: toast, tone: "success" });
  tellChanged();
}

/** What the island shows is not what is: it asked for that, its subject is gone, or the answer found no place. */
function isOutdated(ctx: Course, { source, isDone }: Note): boolean {
  const status = ctx.response?.status;
  if (status === 404 || status === 409) return true;
  if (!isWrite(ctx) || !ctx.response) return false;
  const isAsked = isDone && source instanceof HTMLElement && source.dataset["then"] === "refresh";
  return isAsked || ctx.status !== "swapped";
}
