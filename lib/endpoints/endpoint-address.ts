// Where endpoints are: /x/{tenant}/{path}. Nothing is decoded and nothing is repaired: what is written in any other way
// names nothing, so that no two addresses are one to us and two to somebody in front of us.

export const endpointPrefix = "/x/";

export type EndpointAddress = {
  tenant: string;
  /** As the script has it: without a slash before it. */
  path: string;
  /** Without its question mark. */
  search: string;
};

const segments = /^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/;
const dots = /(^|\/)\.\.?(\/|$)/;

export function isEndpointPath(text: string): boolean {
  return segments.test(text) && !dots.test(text);
}

/** Null when there can be no endpoint. `target` is that of the request line: path and query. */
export function readEndpointAddress(target: string): EndpointAddress | null {
  if (!target.startsWith(endpointPrefix)) return null;
  const [whole = "", ...rest] = target.slice(endpointPrefix.length).split("?");
  const slash = whole.indexOf("/");
  const path = whole.slice(slash + 1);
  if (slash < 1 || !isEndpointPath(whole)) return null;
  return { tenant: whole.slice(0, slash), path, search: rest.join("?") };
}

export function endpointUrl(origin: string, tenant: string, path: string): string {
  return `${origin}${endpointPrefix}${tenant}/${path}`;
}
