"use client";
// The one listener behind every `data-copy` on the page, wherever its markup came from.
import { useEffect, useRef } from "react";
import { copyText } from "#components/frame/copy-text.ts";

const shownMs = 1_500;

/** Says "Copied" to those who do not see the tick. */
export function Clipboard() {
  const spoken = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();
    const onClick = async (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
      const text = button?.getAttribute("data-copy");
      if (!button || !text) return;
      const copied = await copyText(text, button.closest("dialog") ?? document.body);
      if (!copied) return sayThatItFailed();
      if (spoken.current) spoken.current.textContent = "Copied";
      showTick(button, timers, () => spoken.current?.replaceChildren());
    };
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("click", onClick);
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, []);
  return <span ref={spoken} aria-live="polite" className="sr-only" />;
}

type Timers = Map<Element, ReturnType<typeof setTimeout>>;

function showTick(button: Element, timers: Timers, onOver: () => void): void {
  clearTimeout(timers.get(button));
  const name = button.getAttribute("data-copied") ?? button.getAttribute("aria-label");
  button.setAttribute("data-copied", name ?? "");
  if (name) button.setAttribute("aria-label", "Copied");
  const over = () => {
    timers.delete(button);
    button.removeAttribute("data-copied");
    if (name) button.setAttribute("aria-label", name);
    onOver();
  };
  timers.set(button, setTimeout(over, shownMs));
}

function sayThatItFailed(): void {
  const title = "The browser did not allow copying";
  const description = "Select the text and copy it with the keyboard.";
  window.dispatchEvent(
    new CustomEvent("scriptbus:toast", { detail: { title, description, tone: "warning" } }),
  );
}
