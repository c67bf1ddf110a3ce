// Finds the id in what somebody pasted: the id itself, a link to its page, a line of a log.
const uuid =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** The one UUID in the text; null when there is none, or when several leave a doubt. */
export function readPastedId(text: string): string | null {
  const found = new Set(text.match(uuid)?.map((id) => id.toLowerCase()));
  const [id] = found;
  return found.size === 1 && id ? id : null;
}
