// Parses and prints addresses as https://url.spec.whatwg.org says it. A record is
// { scheme, username, password, host, port, path (a list, or the text of an opaque path), query, fragment }.
const { encode, parseHost } = guest.url;
const defaultPorts = {
  "http:": 80,
  "https:": 443,
  "ws:": 80,
  "wss:": 443,
  "ftp:": 21,
  "file:": null,
};
const isSpecial = ({ scheme }) => Object.hasOwn(defaultPorts, scheme);
const isDrive = (text) => /^[a-z][:|]$/i.test(text);
const startsWithDrive = (text) => /^[a-z][:|](?:[/\\?#]|$)/i.test(text);
const isSlash = (record, character) =>
  character === "/" || (isSpecial(record) && character === "\\");

function clean(text) {
  return text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
}

/** Cuts at the first `mark`; the second part is null without one. */
function cutAt(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function parse(input, base) {
  const [beforeFragment, fragment] = cutAt(clean(input), "#");
  const [text, query] = cutAt(beforeFragment, "?");
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase();
  const record =
    scheme === undefined
      ? parseRelative(text, query, fragment, base)
      : parseAbsolute(blank(scheme), text.slice(scheme.length), query, base);
  if (record === null) return null;
  if (query !== null || fragment !== null) keepLastSpace(record);
  if (query !== null) setQuery(record, query);
  if (fragment !== null) record.fragment = encode(fragment, "fragment");
  return record;
}

function blank(scheme) {
  const credentials = { username: "", password: "" };
  return { scheme, ...credentials, host: null, port: null, path: [], query: null, fragment: null };
}

function setQuery(record, query) {
  record.query = encode(query, isSpecial(record) ? "specialQuery" : "query");
}

function parseAbsolute(record, text, query, base) {
  if (record.scheme === "file:") return parseFile(record, text, query, base);
  if (isSpecial(record)) {
    const isRelative = base?.scheme === record.scheme && !text.startsWith("//");
    return isRelative ? parseBelow(record, text, query, base) : afterSlashes(record, text);
  }
  if (text.startsWith("//")) return parseAuthority(record, text.slice(2));
  if (text.startsWith("/")) return setPath(record, text);
  record.path = encode(text, "control");
  return record;
}

/** A space at the end of an opaque path would be lost when the address is read again. */
function keepLastSpace(record) {
  if (typeof record.path === "string") record.path = record.path.replace(/ $/, "%20");
}

function parseRelative(text, query, fragment, base) {
  if (base === null) return null;
  if (typeof base.path === "string") {
    const isFragment = text === "" && query === null && fragment !== null;
    return isFragment ? { ...base } : null;
  }
  const record = blank(base.scheme);
  if (base.scheme === "file:") return parseFile(record, text, query, base);
  return parseBelow(record, text, query, base);
}

/** The rest of an address whose scheme is its base's. */
function parseBelow(record, text, query, base) {
  if (isSlash(record, text[0]) && isSlash(record, text[1])) return afterSlashes(record, text);
  const { username, password, host, port } = base;
  Object.assign(record, { username, password, host, port });
  if (isSlash(record, text[0])) return setPath(record, text);
  record.path = [...base.path];
  if (text !== "") {
    shorten(record);
    return addSegments(record, text);
  }
  record.query = query === null ? base.query : null;
  return record;
}

function afterSlashes(record, text) {
  const slashes = isSpecial(record) ? /^[/\\]*/ : /^\/\//;
  return parseAuthority(record, text.replace(slashes, ""));
}

function parseAuthority(record, text) {
  const end = text.search(isSpecial(record) ? /[/\\]/ : /\//);
  const authority = end < 0 ? text : text.slice(0, end);
  const at = authority.lastIndexOf("@");
  const { host, port } = splitHost(authority.slice(at + 1));
  if (host === "" && (at >= 0 || port !== null || isSpecial(record))) return null;
  if (at >= 0) setCredentials(record, authority.slice(0, at));
  record.host = host === "" ? "" : parseHost(host, isSpecial(record));
  if (record.host === null || !setPort(record, port ?? "")) return null;
  return setPath(record, end < 0 ? "" : text.slice(end));
}

function splitHost(text) {
  const [, host, port = null] = /^((?:\[[^\]]*\]?|[^:[])*)(?::(.*))?$/s.exec(text) ?? [null, text];
  return { host, port };
}

function setCredentials(record, text) {
  const [username, password] = cutAt(text, ":");
  record.username = encode(username, "userinfo");
  record.password = encode(password ?? "", "userinfo");
}

/** False when it is no port. */
function setPort(record, text) {
  if (!/^\d*$/.test(text) || Number(text) > 65_535) return false;
  const isDefault = text === "" || Number(text) === defaultPorts[record.scheme];
  record.port = isDefault ? null : Number(text);
  return true;
}

function parseFile(record, text, query, base) {
  record.host = "";
  const fileBase = base?.scheme === "file:" ? base : null;
  if (/^[/\\]{2}/.test(text)) return parseFileHost(record, text.slice(2));
  if (/^[/\\]/.test(text)) {
    if (fileBase) inheritDrive(record, text.slice(1), fileBase);
    return addSegments(record, text.slice(1));
  }
  if (!fileBase) return setPath(record, text);
  Object.assign(record, { host: fileBase.host, path: [...fileBase.path] });
  if (text === "") {
    record.query = query === null ? fileBase.query : null;
    return record;
  }
  if (startsWithDrive(text)) record.path = [];
  else shorten(record);
  return addSegments(record, text);
}

function inheritDrive(record, text, base) {
  record.host = base.host;
  const [drive] = base.path;
  if (!startsWithDrive(text) && /^[a-z]:$/i.test(drive ?? "")) record.path.push(drive);
}

function parseFileHost(record, text) {
  const end = text.search(/[/\\]/);
  const name = end < 0 ? text : text.slice(0, end);
  if (isDrive(name)) return setPath(record, text);
  const host = name === "" ? "" : parseHost(name, true);
  if (host === null) return null;
  record.host = host === "localhost" ? "" : host;
  return setPath(record, end < 0 ? "" : text.slice(end));
}

function setPath(record, text) {
  if (text === "" && !isSpecial(record)) return record;
  return addSegments(record, isSlash(record, text[0]) ? text.slice(1) : text);
}

function addSegments(record, text) {
  const segments = text.split(isSpecial(record) ? /[/\\]/ : "/");
  for (const [i, segment] of segments.entries()) {
    addSegment(record, segment, i === segments.length - 1);
  }
  return record;
}

function addSegment(record, segment, isLast) {
  const plain = segment.replace(/%2e/gi, ".");
  if (plain === "..") shorten(record);
  if (plain === "." || plain === "..") {
    if (isLast) record.path.push("");
    return;
  }
  const isFirstDrive = record.scheme === "file:" && record.path.length === 0 && isDrive(segment);
  record.path.push(isFirstDrive ? `${segment[0]}:` : encode(segment, "path"));
}

function shorten({ scheme, path }) {
  const isDriveOnly = scheme === "file:" && path.length === 1 && /^[a-z]:$/i.test(path[0]);
  if (!isDriveOnly) path.pop();
}

function printPath({ path }) {
  return typeof path === "string" ? path : path.map((segment) => `/${segment}`).join("");
}

function printAuthority({ username, password, host, port, path }) {
  // Without this the path would be read as a host.
  if (host === null)
    return path.length > 1 && path[0] === "" && typeof path !== "string" ? "/." : "";
  const secret = password === "" ? "" : `:${password}`;
  const credentials = username === "" && secret === "" ? "" : `${username}${secret}@`;
  return `//${credentials}${host}${port === null ? "" : `:${port}`}`;
}

function print(record) {
  const { scheme, query, fragment } = record;
  const search = query === null ? "" : `?${query}`;
  const hash = fragment === null ? "" : `#${fragment}`;
  return `${scheme}${printAuthority(record)}${printPath(record)}${search}${hash}`;
}

Object.assign(guest.url, {
  parse,
  print,
  printPath,
  isSpecial,
  defaultPorts,
  setQuery,
  setPort,
  setPath,
  splitHost,
});
