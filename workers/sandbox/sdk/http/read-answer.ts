// An answer as it crosses to the script: its body as text. JSON is parsed inside the isolate, at the script's own cost.
import type { EgressAnswer } from "#workers/egress/egress-request.ts";

export type HttpAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string | null;
  /** The body is JSON, says its content type. */
  isJson?: true;
};

const jsonType = /^\s*[\w.+-]+\/(json|[\w.+-]+\+json)\s*(;|$)/i;
const charset = /;\s*charset\s*=\s*"?([\w-]+)/i;

export function readAnswer({ status, headers, body }: EgressAnswer): HttpAnswer {
  if (body.length === 0) return { status, headers, body: null };
  const type = headers["content-type"] ?? "";
  const text = decoderFor(charset.exec(type)?.[1]).decode(body);
  return { status, headers, body: text, ...(jsonType.test(type) ? { isJson: true } : {}) };
}

/** UTF-8 for what names no charset, or one that nobody knows. */
function decoderFor(label = "utf-8"): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
