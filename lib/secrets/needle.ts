// Finds one text in others in time linear to both, however often it repeats itself (Knuth, Morris, Pratt 1977): what scripts
// write must not be able to keep the worker busy.

export type Span = { start: number; end: number };

export class Needle {
  readonly text: string;
  readonly #head: string;
  /** For each length of a beginning, the length of its longest proper beginning that also ends it. */
  #borders: Uint32Array | null = null;

  /** `headChars` of it must be found before anything is looked at closely. */
  constructor(text: string, headChars: number) {
    this.text = text;
    this.#head = text.slice(0, headChars);
  }

  mayBeIn(text: string): boolean {
    return text.includes(this.#head);
  }

  /** Every place where it stands, also where they overlap; and the longest beginning of it that ends at `cutAt`. */
  find(text: string, cutAt: number | null): Span[] {
    const from = text.indexOf(this.#head);
    return from === -1 ? [] : this.#walk(text, from, cutAt);
  }

  #walk(text: string, from: number, cutAt: number | null): Span[] {
    const borders = this.#bordersOf();
    const found: Span[] = [];
    let length = 0;
    for (let at = from; at < text.length; at += 1) {
      length = this.#grow(length, text.charCodeAt(at), borders);
      if (length === this.text.length) {
        addSpan(found, at + 1 - length, at + 1);
        length = borders[length - 1] ?? 0;
      }
      if (at + 1 === cutAt && length >= this.#head.length) {
        addSpan(found, cutAt - length, cutAt);
      }
    }
    return found;
  }

  #grow(length: number, code: number, borders: Uint32Array): number {
    let grown = length;
    while (grown > 0 && this.text.charCodeAt(grown) !== code) grown = borders[grown - 1] ?? 0;
    return this.text.charCodeAt(grown) === code ? grown + 1 : 0;
  }

  #bordersOf(): Uint32Array {
    if (this.#borders) return this.#borders;
    const borders = new Uint32Array(this.text.length);
    for (let at = 1; at < borders.length; at += 1) {
      borders[at] = this.#grow(borders[at - 1] ?? 0, this.text.charCodeAt(at), borders);
    }
    this.#borders = borders;
    return borders;
  }
}

/** Overlapping ones are one. */
function addSpan(spans: Span[], start: number, end: number): void {
  const last = spans.at(-1);
  if (last && start <= last.end) last.end = Math.max(last.end, end);
  else spans.push({ start, end });
}
