// The arithmetic of the audit chain: every row's HMAC covers the row and the HMAC before it, and the stored head
// covers the last row, so a changed, added, moved or deleted row is named.
import { createHmac, timingSafeEqual } from "node:crypto";

export type AuditLink = {
  tenantId: string;
  /** From 1, without gaps. */
  seq: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  actor: string;
  action: string;
  target: string;
  details: Record<string, unknown>;
};

export type ChainHead = { seq: number; hash: Uint8Array };

/** `seq` is the first row that is not what was written (or that is missing). */
export type ChainVerdict =
  | { ok: true; rows: number }
  | { ok: false; seq: number; problem: "changed" | "missing" | "added" };

/** HMAC-SHA256 over the hash before and the canonical JSON of the row. */
export function auditHash(key: Uint8Array, previous: Uint8Array, link: AuditLink): Buffer {
  const { tenantId, seq, at, actor, action, target, details } = link;
  const row = canonicalJson({ tenantId, seq, at, actor, action, target, details });
  return createHmac("sha256", key).update(previous).update(row).digest();
}

/** Feed it the rows in order of `seq`, then the stored head. */
export function createVerifier(key: Uint8Array) {
  let previous: Uint8Array = new Uint8Array(32);
  let seq = 0;
  return {
    next(link: AuditLink, hash: Uint8Array): ChainVerdict | null {
      seq += 1;
      if (link.seq > seq) return { ok: false, seq, problem: "missing" };
      if (link.seq < seq) return { ok: false, seq: link.seq, problem: "added" };
      const expected = auditHash(key, previous, link);
      previous = expected;
      return isSame(expected, hash) ? null : { ok: false, seq, problem: "changed" };
    },
    end(head: ChainHead | null): ChainVerdict {
      const { seq: last, hash } = head ?? { seq: 0, hash: new Uint8Array(32) };
      if (last > seq) return { ok: false, seq: seq + 1, problem: "missing" };
      if (last < seq) return { ok: false, seq: last + 1, problem: "added" };
      return isSame(previous, hash)
        ? { ok: true, rows: seq }
        : { ok: false, seq, problem: "changed" };
    },
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** JSON with the keys of every object in order, so that one value has one text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
