// A click on something of htmx before htmx is there: kept, and done as soon as it is.

/** Answers with what ends the waiting; `isReady` says whether the last click may now happen. */
export function keepEarlyClick(box: HTMLElement): (isReady: boolean) => void {
  let clicked: HTMLElement | null = null;
  const keep = ({ target }: Event) => {
    const control = target instanceof Element ? target.closest("button") : null;
    if (control) clicked = control;
  };
  box.addEventListener("click", keep);
  return (isReady) => {
    box.removeEventListener("click", keep);
    if (isReady && clicked?.isConnected) clicked.click();
    clicked = null;
  };
}
