// The preview on the page: draws what its course says, and tells the course how the requests of htmx fare.
import type { Course } from "#components/htmx/htmx-events.ts";
import { createPreviewCourse, type PreviewCourse, type PreviewSight } from "./preview-course.ts";

type Opened = { keyNow: () => string | null; signal: AbortSignal };

/** `changed` with every key, `checked` when the server said what the text is. */
export function openPreview(
  root: HTMLElement,
  { keyNow, signal }: Opened,
): Pick<PreviewCourse, "changed" | "checked"> {
  const preview = root.querySelector<HTMLElement>("#filter-preview");
  if (!preview) return { changed: () => undefined, checked: () => undefined };
  const course = createPreviewCourse({
    keyNow,
    ask: () => preview.dispatchEvent(new Event("filter-checked")),
    show: (sight) => draw(preview, sight),
  });
  signal.addEventListener("abort", course.close);
  followPreview(preview, course, signal);
  followChecks(root, course, signal);
  return course;
}

function followPreview(preview: HTMLElement, course: PreviewCourse, signal: AbortSignal): void {
  preview.addEventListener("htmx-before-request", (event) => course.began(courseOf(event)), {
    signal,
  });
  const beforeSwap = (event: Event) => {
    if (!course.mayShow(courseOf(event))) event.preventDefault();
  };
  preview.addEventListener("htmx-before-swap", beforeSwap, { signal });
  const ended = (event: Event) => {
    const request = courseOf(event);
    course.ended(request, request.status === "swapped");
  };
  preview.addEventListener("htmx-finally-request", ended, { signal });
}

/** Without a verdict there is no preview, either. A check that a later one replaced has not failed. */
function followChecks(root: HTMLElement, course: PreviewCourse, signal: AbortSignal): void {
  const textarea = root.querySelector("textarea");
  let latest: Course | undefined;
  const began = (event: Event) => {
    latest = courseOf(event);
  };
  textarea?.addEventListener("htmx-before-request", began, { signal });
  const ended = (event: Event) => {
    const request = courseOf(event);
    if (request === latest && request.status !== "swapped") course.checkFailed();
  };
  textarea?.addEventListener("htmx-finally-request", ended, { signal });
}

function courseOf(event: Event): Course {
  return (event as CustomEvent<{ ctx: Course }>).detail.ctx; // dispatched by htmx
}

function draw(preview: HTMLElement, sight: PreviewSight): void {
  preview.hidden = sight === "hidden";
  if (sight === "counting" || sight === "slow") preview.setAttribute("aria-busy", "true");
  else preview.removeAttribute("aria-busy");
  if (sight === "slow") preview.replaceChildren(line("Counting…"));
  if (sight === "failed") preview.replaceChildren(line("The matches could not be counted now"));
}

function line(text: string): HTMLElement {
  const drawn = document.createElement("p");
  drawn.className = "text-quiet";
  drawn.textContent = text;
  return drawn;
}
