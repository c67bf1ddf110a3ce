// Numbers of things, for a person: thousands separated, a count that stopped at its bound with a plus.

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

export function formatCounted({ count, capped }: { count: number; capped: boolean }): string {
  return capped ? `${formatCount(count)}+` : formatCount(count);
}

/** `1 script`, `3 scripts`; the plural is the singular with an s unless it is given. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const kibibyte = 1_024;

/** 312 B, 4.2 KB, 1.3 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < kibibyte) return `${formatCount(bytes)} B`;
  const kilobytes = bytes / kibibyte;
  if (kilobytes < kibibyte) return `${shorten(kilobytes)} KB`;
  return `${shorten(kilobytes / kibibyte)} MB`;
}

function shorten(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 1 : 0)));
}
