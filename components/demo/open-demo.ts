// Opens "Send demo events" from anywhere: `openDemo()`, or a press on anything with `data-demo-open`.
const opening = "scriptbus:demo-open";

export function openDemo(): void {
  window.dispatchEvent(new Event(opening));
}

/** Answers with what ends the listening. */
export function onDemoOpen(open: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener(opening, open, { signal });
  document.addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest("[data-demo-open]")) open();
    },
    { signal },
  );
  return () => listening.abort();
}
