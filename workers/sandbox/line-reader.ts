// Cuts a stream of text into lines. What has no end yet is kept in pieces, which become one text once.

export class LineReader {
  #pieces: string[] = [];
  #chars = 0;

  /** Characters of the line that has no end yet. */
  get openChars(): number {
    return this.#chars;
  }

  /** The lines that end in this text. */
  read(text: string): string[] {
    const lines = text.split("\n");
    const rest = lines.pop() ?? "";
    if (lines.length > 0) {
      this.#pieces.push(lines[0] ?? "");
      lines[0] = this.#pieces.join("");
      this.#pieces = [];
      this.#chars = 0;
    }
    if (rest !== "") this.#pieces.push(rest);
    this.#chars += rest.length;
    return lines;
  }
}
