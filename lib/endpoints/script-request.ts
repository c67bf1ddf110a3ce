// From a request to what the sandbox hands the script as sdk.request; the guest reads the parts when they are asked for.
import { fail, type Result, succeed } from "#lib/shared/failure.ts";

export type ScriptRequest = {
  method: string;
  path: string;
  search: string;
  headers: Iterable<[string, string]>;
  /** The whole body, as UTF-8 text. */
  rawBody: string;
};

type BodyKind = "none" | "json" | "form" | "text";

/** `malformed` when the body is not what it says it is. */
export function printScriptRequest(request: ScriptRequest): Result<string> {
  const headers = Object.fromEntries(request.headers);
  const bodyKind = kindOf(request.rawBody, headers["content-type"]);
  if (bodyKind === "json" && !isJson(request.rawBody)) {
    return fail("malformed", "The request body is not JSON, as its content type says it is.");
  }
  return succeed(JSON.stringify({ ...request, headers, bodyKind }));
}

function kindOf(rawBody: string, contentType = ""): BodyKind {
  if (rawBody === "") return "none";
  const [type = ""] = contentType.split(";");
  if (/^\s*application\/(json|[\w.+-]+\+json)\s*$/i.test(type)) return "json";
  return /^\s*application\/x-www-form-urlencoded\s*$/i.test(type) ? "form" : "text";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
