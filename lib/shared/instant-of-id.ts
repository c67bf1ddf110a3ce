// When a UUIDv7 was made: its first 48 bits are milliseconds since 1970.

/** ISO 8601 UTC. */
export function instantOfId(id: string): string {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toISOString();
}
