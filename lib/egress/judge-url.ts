// Whether a script may ask for a URL, as far as its text tells. Names are judged again by what they resolve to, when
// the connection is made.
import { accept, type Judged, refuse } from "./judged.ts";
import { egressLimits } from "./limits.ts";
import { maskUrl } from "./mask-url.ts";
import { isListedHost, type PrivateHosts } from "./private-hosts.ts";
import { addressOfHost, isPublicAddress } from "./public-address.ts";

export type Target = {
  url: URL;
  hostname: string;
  port: number;
  /** The instance's owner lists it: its address may be private. */
  isListed: boolean;
};

/** Ports from 1024 that https://fetch.spec.whatwg.org/#port-blocking names; below, only 80 and 443 are open. */
const blockedPorts = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10_080,
]);
const privateNames = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)$/;

export function judgeUrl(text: string, hosts: PrivateHosts): Judged<Target> {
  const parsed = parseUrl(text);
  if (!parsed.ok) return parsed;
  const url = parsed.value;
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const asked = { hostname: url.hostname, port };
  if (isListedHost(hosts, asked)) return accept({ url, ...asked, isListed: true });
  const problem = hostProblem(url.hostname) ?? portProblem(port);
  return problem === null ? accept({ url, ...asked, isListed: false }) : refuse(problem);
}

function parseUrl(text: string): Judged<URL> {
  if (text.length > egressLimits.urlChars) {
    return refuse(`a URL has at most ${egressLimits.urlChars} characters`);
  }
  // URL would drop line breaks and tabs silently, and ask for something else than what is written.
  if (hasControl(text)) return refuse("a URL has no line breaks and no control characters");
  const url = URL.parse(text);
  if (url === null) return refuse(`"${brief(maskUrl(text))}" is not an absolute URL`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return refuse(`"${url.protocol}" cannot be asked for: use http: or https:`);
  }
  if (url.username !== "" || url.password !== "") {
    return refuse("a URL holds no user and no password: send an authorization header");
  }
  return accept(url);
}

function hostProblem(hostname: string): string | null {
  const address = addressOfHost(hostname);
  if (address !== null) {
    return isPublicAddress(address) ? null : `${address} is not a public address; ${remedy}`;
  }
  if (hostname === "" || hostname.endsWith("."))
    return "the URL's host is empty or ends with a dot";
  if (!hostname.includes(".") || privateNames.test(hostname)) {
    return `"${brief(hostname)}" is not a public host; ${remedy}`;
  }
  return null;
}

/** What every refusal of a private host ends with. */
export const remedy =
  "scripts reach public hosts, and those that the instance's owner has listed in EGRESS_PRIVATE_ALLOW";

function portProblem(port: number): string | null {
  const isOpen = port === 80 || port === 443 || (port >= 1_024 && !blockedPorts.has(port));
  return isOpen ? null : `port ${port} is closed to scripts: use 80, 443 or one from 1024`;
}

function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u001f\u007f-\u009f]/.test(text);
}

function brief(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}
