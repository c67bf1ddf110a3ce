// What is asked of the egress, and what comes back.
import type { Header } from "#lib/egress/judge-headers.ts";
import type { EgressMethod } from "#lib/egress/methods.ts";
import type { EgressError } from "./egress-fault.ts";

export type EgressRequest = {
  tenantId: string;
  method: EgressMethod;
  url: string;
  headers?: readonly Header[];
  body?: string | null;
  /** Of everything, to the last byte of the answer. */
  timeoutMs?: number;
  /** Of the answer's body, after decompression. */
  maxBytes?: number;
  signal?: AbortSignal;
};

export type EgressAnswer = { status: number; headers: Record<string, string>; body: Buffer };

export type EgressResult = { ok: true; answer: EgressAnswer } | { ok: false; error: EgressError };
