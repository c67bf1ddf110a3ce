// Why a request of a script was not made or not answered, in words its author understands. No address but those the
// script wrote may stand in them, so messages of Node and undici never pass: only their codes do.

import { errors } from "undici";

export type EgressError = { name: "EgressError" | "TimeoutError"; message: string };

/** Thrown inside this room only; `Egress.fetch` resolves to it as a value. */
export class EgressFault extends Error {
  readonly told: EgressError;

  constructor(message: string, name: EgressError["name"] = "EgressError") {
    super(message);
    this.told = { name, message };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "it refuses connections",
  ECONNRESET: "it closed the connection",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "it cannot be reached",
  EPIPE: "it closed the connection",
  ETIMEDOUT: "it cannot be reached in time",
  UND_ERR_CONNECT_TIMEOUT: "it cannot be reached in time",
  UND_ERR_HEADERS_OVERFLOW: "the headers of its answer are too large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "its answer is cut off",
  UND_ERR_SOCKET: "it closed the connection before its answer was complete",
};

/** `host` is what the script wrote. Null for what is no fault of the world outside. */
export function explainFailure(error: unknown, host: string): EgressFault | null {
  if (error instanceof EgressFault) return error;
  const reason = reasonOf(error);
  return reason === null ? null : new EgressFault(`no answer from ${host}: ${reason}`);
}

function reasonOf(error: unknown): string | null {
  // Every address of a host failed: the first one's reason stands for all.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof errors.HTTPParserError) return "what it answers is not HTTP";
  if (error instanceof errors.InvalidArgumentError) return null;
  if (!(error instanceof Error && "code" in error)) return null;
  const code = String(error.code);
  return reasons[code] ?? tlsReason(code) ?? otherReason(code);
}

function tlsReason(code: string): string | undefined {
  if (/^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_)/.test(code)) {
    return `its certificate is not trusted (${code})`;
  }
  return /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)
    ? "it does not speak TLS as it should"
    : undefined;
}

function otherReason(code: string): string | null {
  return /^(E[A-Z]+|UND_ERR_\w+)$/.test(code) ? `the connection failed (${code})` : null;
}
