// What a person is told when a request did not do what they asked: what happened, then what to do, and the id under
// which the log knows it.

export type Answer = { status: number; contentType: string; text: string; requestId: string };

/** As the toasts of the frame take it. */
export type Toast = { title: string; description?: string; tone: "danger" | "success" };

export const unreachable: Toast = {
  title: "The server could not be reached",
  description: "It is not known whether this was done. Check your connection and look again.",
  tone: "danger",
};

/** A form that was refused after its dialog had been left. */
export const leftRefused: Toast = {
  title: "Not saved",
  description: "The form you left was refused. Open it again to see what is wrong.",
  tone: "danger",
};

export function refusalOf({ status, contentType, text, requestId }: Answer): Toast {
  const problem = contentType.includes("json") ? readProblem(text) : undefined;
  const said = problem?.detail ?? `The server answered with status ${status}. Try again.`;
  // Who must look at the log needs the id; who mistyped does not.
  const id = requestId !== "" && (status >= 500 || !problem) ? ` Request ${requestId}.` : "";
  return { title: problem?.title ?? "Not done", description: `${said}${id}`, tone: "danger" };
}

function readProblem(text: string): { title: string; detail: string } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  if (!("title" in parsed && "detail" in parsed)) return undefined;
  const { title, detail } = parsed;
  return typeof title === "string" && typeof detail === "string" ? { title, detail } : undefined;
}
