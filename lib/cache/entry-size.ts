// What an entry takes of its tenant's share.
import { cacheLimits } from "./cache-limits.ts";

export function entrySize(key: string, json: string): number {
  return sizeWith(key, Buffer.byteLength(json));
}

export function numberSize(key: string): number {
  return sizeWith(key, cacheLimits.numberBytes);
}

function sizeWith(key: string, valueBytes: number): number {
  return cacheLimits.entryBytes + Buffer.byteLength(key) + valueBytes;
}
