// A dialog asked for by something that React owns, such as a button in a row of a live list: htmx loads the fragment
// into its own dialog and leaves the row alone. What was changed there is told by the window event "scriptbus:changed".
"use client";

import { useCallback, useEffect, useRef } from "react";
import { withHtmx } from "./load-htmx.ts";
import { closeModalOf } from "./modal-slot.ts";

/** `opener` is busy until the dialog is there, and has the focus again after it. Leaving the page closes it. */
export function useFragmentDialog(): (path: string, opener: Element) => void {
  const last = useRef<Element>(null);
  useEffect(() => () => closeModalOf(last.current), []);
  return useCallback((path, opener) => {
    if (opener.getAttribute("aria-busy") === "true") return;
    last.current = opener;
    withHtmx((htmx) => htmx.ajax("GET", path, { source: opener, target: "#modal" }));
  }, []);
}
