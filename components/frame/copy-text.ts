// Text to the clipboard, also where the clipboard API is not: pages over plain http, older browsers.

/** `room` takes the stand-in field: inside an open dialog, the rest of the page cannot hold a selection. */
export async function copyText(text: string, room: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not there, or not allowed: the older way may still be.
    return copyBySelection(text, room);
  }
}

function copyBySelection(text: string, room: HTMLElement): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  room.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
