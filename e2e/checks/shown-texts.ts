// What a person can read on the page now: each piece of text with its place. In-page functions (in-page.ts).

export type ShownText = { element: HTMLElement; text: string; rects: DOMRect[] };

/** Short, and enough to find the element in the source. */
export function describeElement(element: Element): string {
  const words = (each: Element) => {
    const id = each.id && !/[:«»]|\d{3}/.test(each.id) ? `#${each.id}` : "";
    const role = each.getAttribute("role");
    const name = [...each.classList].slice(0, 3).join(".");
    return `${each.tagName.toLowerCase()}${id}${role ? `[role=${role}]` : ""}${name ? `.${name}` : ""}`;
  };
  const path: string[] = [];
  for (let each: Element | null = element; each && path.length < 3; each = each.parentElement) {
    path.unshift(words(each));
  }
  const text = (element.textContent ?? "").trim().replace(/\s+/g, " ");
  return `${path.join(" > ")}${text ? ` "${text.length > 50 ? `${text.slice(0, 50)}…` : text}"` : ""}`;
}

/** What floats on top owns the attention: what lies under it is out of reach and is not looked at. */
export function topLayer(): Element {
  const floating =
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], dialog[open]';
  const shown = [...document.querySelectorAll(floating)].filter(
    (each) => each.checkVisibility() && each.getBoundingClientRect().width > 0,
  );
  return shown.at(-1) ?? document.body;
}

/** Only for screen readers, or on its way in or out. */
export function isHiddenFromSight(element: Element): boolean {
  const visible = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  if (!element.checkVisibility(visible)) return true;
  for (let each: Element | null = element; each; each = each.parentElement) {
    const box = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    if (style.overflowX !== "visible" && box.width <= 1 && box.height <= 1) return true;
    if (style.clipPath.startsWith("inset(50%") || style.clip === "rect(0px, 0px, 0px, 0px)")
      return true;
  }
  return false;
}

export function shownTexts(root: Element): ShownText[] {
  const texts: ShownText[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.nodeValue ?? "").trim();
    if (!element || text === "" || /^(SCRIPT|STYLE|TITLE|NOSCRIPT|TEMPLATE)$/.test(element.tagName))
      continue;
    if (isHiddenFromSight(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(
      ({ width, height }) => width > 0 && height > 0,
    );
    if (rects.length > 0) texts.push({ element, text, rects });
  }
  return texts;
}
