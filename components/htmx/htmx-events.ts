// The part of htmx 4's events that is used here. With our configuration their names have dashes.
import type { HtmxRequestCtx } from "htmx.org";

/** As htmx declares it; target and response are not always there. */
export type Course = Omit<HtmxRequestCtx, "sourceElement" | "target" | "request"> & {
  sourceElement: Element;
  target?: Element | string;
  /** `swap()` without a request has none. */
  request?: HtmxRequestCtx["request"] & { submitter?: HTMLElement | null };
  confirm?: string | null;
  /** `issuing` until the answer is there, `swapped` when it was shown, `error: …`. */
  status?: string;
};

type SwapTask = { fragment: DocumentFragment };

type Details = {
  "htmx-config-request": { ctx: Course };
  "htmx-confirm": { ctx: Course; issueRequest: () => void; dropRequest: () => void };
  "htmx-before-request": { ctx: Course };
  "htmx-after-request": { ctx: Course };
  "htmx-before-swap": { ctx: Course; tasks: readonly SwapTask[] };
  "htmx-after-swap": { ctx: Course };
  "htmx-finally-request": { ctx: Course };
  "htmx-error": { ctx?: Course; error: unknown };
};

/** On the document: the events of an element that has left it arrive there, too. */
export function onHtmx<Name extends keyof Details>(
  name: Name,
  handle: (detail: Details[Name], event: Event) => void,
): void {
  document.addEventListener(name, (event) => {
    handle((event as CustomEvent<Details[Name]>).detail, event);
  });
}

/** Everything but a read changes something at the server. */
export function isWrite({ request }: Course): boolean {
  return request !== undefined && request.method !== "GET";
}
