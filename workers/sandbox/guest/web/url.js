// URL for scripts: what url-parse.js read, with the properties that change it.
const { encode, isSpecial, linkParams, parse, parseHost, print, printPath, rereadParams } =
  guest.url;
const withoutBreaks = (value) => `${value}`.replace(/[\t\n\r]/g, "");
const hasNoAuthority = ({ host, scheme }) => host === null || host === "" || scheme === "file:";

function parseWith(address, base) {
  const baseRecord = base === undefined ? null : parse(`${base}`, null);
  return base !== undefined && baseRecord === null ? null : parse(`${address}`, baseRecord);
}

/** Each changes a record, or leaves it as it is when the value is none. */
const setters = {
  protocol(record, value) {
    const scheme = /^[a-z][a-z0-9+.-]*(?=:|$)/i.exec(withoutBreaks(value))?.[0].toLowerCase();
    if (scheme === undefined || isSpecial({ scheme: `${scheme}:` }) !== isSpecial(record)) return;
    const hasMore = record.username !== "" || record.password !== "" || record.port !== null;
    if (scheme === "file" && hasMore) return;
    if (record.scheme === "file:" && record.host === "") return;
    record.scheme = `${scheme}:`;
    guest.url.setPort(record, `${record.port ?? ""}`);
  },
  username(record, value) {
    if (!hasNoAuthority(record)) record.username = encode(`${value}`, "userinfo");
  },
  password(record, value) {
    if (!hasNoAuthority(record)) record.password = encode(`${value}`, "userinfo");
  },
  host(record, value) {
    setHost(record, value, true);
  },
  hostname(record, value) {
    setHost(record, value, false);
  },
  port(record, value) {
    if (hasNoAuthority(record)) return;
    const text = withoutBreaks(value);
    const digits = /^\d*/.exec(text)[0];
    if (digits !== "" || text === "") guest.url.setPort(record, digits);
  },
  pathname(record, value) {
    if (typeof record.path === "string") return;
    record.path = [];
    guest.url.setPath(record, withoutBreaks(value));
    if (record.path.length === 0 && record.host === null) record.path.push("");
  },
  search(record, value) {
    const text = withoutBreaks(value);
    if (text === "") record.query = null;
    else guest.url.setQuery(record, text.startsWith("?") ? text.slice(1) : text);
  },
  hash(record, value) {
    const text = withoutBreaks(value);
    record.fragment = text === "" ? null : encode(text.replace(/^#/, ""), "fragment");
  },
};

function setHost(record, value, mayHavePort) {
  if (typeof record.path === "string") return;
  const [text] = withoutBreaks(value).split(isSpecial(record) ? /[/\\?#]/ : /[/?#]/);
  const isFile = record.scheme === "file:";
  const { host, port } = isFile ? { host: text, port: null } : guest.url.splitHost(text);
  if (port !== null && (host === "" || !mayHavePort)) return;
  const parsed = host === "" ? emptyHost(record) : parseHost(host, isSpecial(record));
  if (parsed === null) return;
  record.host = isFile && parsed === "localhost" ? "" : parsed;
  const digits = /^\d*/.exec(port ?? "")[0];
  if (digits !== "") guest.url.setPort(record, digits);
}

/** Where an address may be without a host; else null. */
function emptyHost(record) {
  const isBare = record.username === "" && record.password === "" && record.port === null;
  return record.scheme === "file:" || (!isSpecial(record) && isBare) ? "" : null;
}

function originOf(record) {
  const { scheme, host, port } = record;
  if (scheme === "blob:") {
    const inner = parse(printPath(record), null);
    return inner && /^https?:$/.test(inner.scheme) ? originOf(inner) : "null";
  }
  if (!isSpecial(record) || scheme === "file:") return "null";
  return `${scheme}//${host}${port === null ? "" : `:${port}`}`;
}

const getters = {
  href: print,
  origin: originOf,
  protocol: ({ scheme }) => scheme,
  username: ({ username }) => username,
  password: ({ password }) => password,
  host: ({ host, port }) => `${host ?? ""}${port === null ? "" : `:${port}`}`,
  hostname: ({ host }) => host ?? "",
  port: ({ port }) => `${port ?? ""}`,
  pathname: printPath,
  search: ({ query }) => (query ? `?${query}` : ""),
  hash: ({ fragment }) => (fragment ? `#${fragment}` : ""),
};

class URL {
  #record;
  #params = null;
  constructor(address, base = undefined) {
    this.#record = parseWith(address, base);
    if (this.#record === null) throw new TypeError("Invalid URL");
  }
  static canParse(address, base = undefined) {
    return parseWith(address, base) !== null;
  }
  static parse(address, base = undefined) {
    return URL.canParse(address, base) ? new URL(address, base) : null;
  }
  static read(url, name) {
    return getters[name](url.#record);
  }
  static write(url, name, value) {
    if (name === "href") url.#record = new URL(value).#record;
    else setters[name](url.#record, value);
    if (url.#params) rereadParams(url.#params, url.#record.query ?? "");
  }
  get searchParams() {
    this.#params ??= linkParams(this.#record.query ?? "", (query) => {
      this.#record.query = query === "" ? null : query;
    });
    return this.#params;
  }
  toString() {
    return print(this.#record);
  }
  toJSON() {
    return print(this.#record);
  }
}

const { read, write } = URL;
delete URL.read;
delete URL.write;
for (const name of Object.keys(getters)) {
  const get = {
    [name]() {
      return read(this, name);
    },
  }[name];
  const set = {
    [name](value) {
      write(this, name, value);
    },
  }[name];
  const descriptor = { get, configurable: true, enumerable: true };
  const isWritable = name === "href" || Object.hasOwn(setters, name);
  Object.defineProperty(URL.prototype, name, isWritable ? { ...descriptor, set } : descriptor);
}
Object.assign(guest.web, { URL });
