// What a script of Scriptbus may use. Made from the sdk itself; do not edit.
// In a tsconfig.json for scripts: "lib": ["ES2024"], "types": [].

/**
 * The envelope of the event being handled, without its data, and this attempt to handle it. In a run for a request there is
 * no event: what says something of one is null, its `hop` is 0, and `correlationId` is what emitted events will carry.
 */
interface EventContext {
  /** The event's id. */
  id: string;
  type: string;
  source: string;
  subject: string | null;
  /** When it happened, ISO 8601. */
  time: string;
  /** When it was accepted here, ISO 8601. */
  receivedAt: string;
  /** The id its producer gave it. */
  externalId: string | null;
  /** The same in every event of one chain. */
  correlationId: string;
  /** The event whose handling emitted this one. */
  causationId: string | null;
  /** 0 for an event from outside, one more for each time a script emitted one because of it. */
  hop: number;
  /** The event that this one repeats. */
  replayOf: string | null;
  traceparent: string | null;
  /** Extension attributes of CloudEvents. */
  extensions: Record<string, string>;
  /** 1 for the first attempt of this delivery. */
  attempt: number;
  deliveryId: string;
  /** This run. */
  executionId: string;
  /** The same in every attempt of this delivery: give it to others so that they do a thing once. */
  idempotencyKey: string;
  /** Whether a person let the event run again. */
  replay: boolean;
  tenant: { id: string; slug: string };
  script: { id: string; name: string; version: number };
}

interface EmitOptions {
  /** What the event is about, 1 to 256 characters. */
  subject?: string;
  /** Milliseconds until it may be handled, up to 7 days. */
  delayMs?: number;
}

/** When a failed attempt is tried again; delays are milliseconds, up to a day. */
type SubscriptionBackoff =
  | { kind: "exponential"; baseMs?: number; factor?: number; maxMs?: number }
  | { kind: "fixed"; delayMs: number }
  | { kind: "list"; delaysMs: number[] };

interface SubscribeOptions {
  /** 0 runs first; 100 when not named. */
  priority?: number;
  /** Attempts after the first one, 0 to 20; 3 when not named. */
  retryCount?: number;
  backoff?: SubscriptionBackoff;
  /** A path into the payload such as `$.orderId`: deliveries with the same value run one after the other. */
  orderingKey?: string | null;
  /** `avoid` (when not named): events that this subscription's own runs have led to are skipped. */
  onLoop?: "avoid" | "allow";
}

interface SdkEvents {
  /**
   * The payload of the event being handled: a copy of its own at each call, so that a script may change it. Null where
   * there is no event.
   *
   * @example
   * const { orderId, amount } = sdk.events.current();
   */
  current(): any;
  /**
   * The event's envelope and this attempt.
   *
   * @example
   * const { attempt, idempotencyKey } = sdk.events.context();
   */
  context(): EventContext;
  /**
   * Makes a new event of this tenant. It resolves at once with the event's id; the event itself is written together with
   * the run's success, so a run that fails emits nothing. It carries on the `correlationId`, with `hop` one higher.
   *
   * At most 20 in one run; one more ends the run with `limit_exceeded`. The payload has at most 256 KB, 32 levels and
   * 5,000 keys. Types that begin with `scriptbus.` are the product's own. A dry run gives ids and writes nothing.
   *
   * @throws TypeError when type, data or options are wrong.
   * @throws LoopGuardError when this chain of events is 10 hops long already.
   * @example
   * const { id } = await sdk.events.emit("order.paid", { orderId, amount }, { subject: orderId });
   */
  emit(type: string, data?: unknown, options?: EmitOptions): Promise<{ id: string }>;
  /**
   * Subscribes this script to events of a type (`order.paid`, `order.*` or `*`). Only scripts of kind `http_endpoint` may
   * do it. The filter is an expression or a JSON object; without one every event of the type matches.
   *
   * It may be called again and again: for the same type and filter there is one subscription, and its id comes back.
   * Options that are named are brought up to date, the others stay. A subscription that a person switched off stays
   * off. It is there as soon as this resolves, whatever becomes of the run. A dry run gives an id and writes nothing.
   *
   * @returns The subscription's id.
   * @throws TypeError in a script of another kind, or when type, filter or options are wrong.
   * @throws SubscriptionLimitError when the script has 20 subscriptions already, or the tenant 500.
   * @example
   * const id = await sdk.events.subscribe("order.paid", { amount: { $gt: 100 } }, { orderingKey: "$.orderId" });
   */
  subscribe(
    type: string,
    filter?: string | Record<string, unknown> | null,
    options?: SubscribeOptions,
  ): Promise<string>;
}

/**
 * The HTTP request that a script of kind `http_endpoint` answers; null when the script runs for an event or in a test. It
 * is frozen, with all it holds.
 *
 * The script answers by what it returns, `{ status?, headers?, body? }`: a text as `text/plain`, everything else as JSON,
 * unless a `content-type` header says otherwise. Without a body the answer is empty; when nothing is returned its status
 * is 204. A script that fails, or returns anything else, answers 500, and its execution says why.
 */
interface SdkRequest {
  /** `GET`, `POST`, `PUT`, `PATCH` or `DELETE`. A HEAD request is run as GET, and its body is not sent. */
  method: string;
  /** The script's own path, such as `orders/new`. */
  path: string;
  /** A name that is there more than once has a list. */
  query: Record<string, string | string[]>;
  /** By their names in lower case, without cookies and what belongs to the connection. */
  headers: Record<string, string>;
  /**
   * JSON as its value, a form (`application/x-www-form-urlencoded`) as an object like `query`, everything else as text;
   * null when there is none.
   *
   * @example
   * if (sdk.request === null) return; // runs for an event
   * const { query, body } = sdk.request;
   * return { status: 201, headers: { "x-seen": "1" }, body: { hello: query.name ?? body } };
   */
  body: any;
  /** The body as it came, as UTF-8 text; empty when there is none. */
  rawBody: string;
}

type DatabaseValue = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/**
 * The tenant's own tables. A statement is one `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `VALUES` or `WITH`, and a
 * transaction of its own: it is done as a whole or not at all, and what it did stays done when the run fails afterwards.
 * Values belong into parameters (`$1`, `$2`, …), never into the text. Tables are made with the tenant's owner login.
 *
 * A statement takes at most 5 seconds, gives at most 1,000 rows and 1 MiB, and has at most 10,000 characters. A tenant has
 * two connections in each worker; a statement waits at most 5 seconds for one.
 *
 * What comes back: `int8` and `numeric` beyond JavaScript's exact integers, and every `numeric`, as text; `timestamptz` and
 * `timestamp` as ISO 8601; `bytea` as base64; JSON as its value; arrays as arrays; other types as PostgreSQL prints them.
 * A list given as a parameter is an array, or a JSON value where the statement needs JSON; so is an object.
 *
 * Events that a statement leaves in the outbox (a table that emits, `scriptbus.emit_event`) belong to the chain of the
 * run: the loop guard counts them. In a dry run all statements share one transaction, which is rolled back at the end.
 */
interface SdkDb {
  /**
   * Runs one statement.
   *
   * @returns The rows, also those of `RETURNING`; an empty list for a statement that gives none.
   * @throws TypeError when sql is no text, or params no list.
   * @throws DatabaseError when the statement is refused or fails; its message has PostgreSQL's own words and code.
   * @throws DatabaseLimitError when it takes too long, or gives too much. Nothing was changed.
   * @throws DatabaseUnavailableError when the database cannot be reached, or has no connection to spare.
   * @example
   * const open = await sdk.db.query("SELECT id, total FROM orders WHERE status = $1 ORDER BY id LIMIT 50", ["open"]);
   */
  query<T = any>(sql: string, params?: readonly DatabaseValue[]): Promise<T[]>;
  /**
   * Runs one statement.
   *
   * @returns Its first row; null when there is none.
   * @throws TypeError when sql is no text, or params no list.
   * @throws DatabaseError when the statement is refused or fails; its message has PostgreSQL's own words and code.
   * @throws DatabaseLimitError when it takes too long, or gives too much. Nothing was changed.
   * @throws DatabaseUnavailableError when the database cannot be reached, or has no connection to spare.
   * @example
   * const user = await sdk.db.queryOne("SELECT phone FROM users WHERE id = $1", [order.userId]);
   */
  queryOne<T = any>(sql: string, params?: readonly DatabaseValue[]): Promise<T | null>;
}

interface HttpOptions {
  /** At most 64, by name in any case. Those that say how bytes travel (`host`, `content-length`, `connection` …) are the platform's. */
  headers?: Record<string, string | number>;
  /** Added to the URL's query; null leaves a name out, an array repeats it. */
  query?: Record<string, string | number | boolean | null | readonly (string | number | boolean)[]>;
  /** For everything, to the last byte of the answer, redirects included: 1 to 10,000; 10,000 when not named. */
  timeoutMs?: number;
}

type HttpMethod = "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE";

interface HttpRequest extends HttpOptions {
  url: string | URL;
  /** GET when not named. */
  method?: HttpMethod;
  body?: unknown;
}

interface HttpAnswer {
  /** Also 4xx and 5xx are answers: look at it. */
  status: number;
  /** By lower-case name; several of one name are joined with `, `. */
  headers: Record<string, string>;
  /** The value when the answer's content type is JSON, otherwise its text; null when it is empty. */
  body: any;
}

interface SdkHttp {
  /**
   * Asks for a URL. It must be `http:` or `https:` at a public host, at port 80, 443 or one from 1024; where the tenant
   * has a list of hosts, at one of these. The instance's owner may list private hosts (`EGRESS_PRIVATE_ALLOW`). At most
   * 5 redirects are followed, each checked like the first URL; to another origin, headers that may hold a key
   * (`authorization`, `cookie`, `x-…`) stay behind.
   *
   * At most 20 requests in one run, all methods together; one more ends the run with `limit_exceeded`. An answer has at
   * most 1 MB, after decompression. A dry run performs GET, HEAD and OPTIONS.
   *
   * @throws TypeError when an argument is wrong.
   * @throws EgressError when the URL may not be asked for, or there is no proper answer.
   * @throws TimeoutError when the answer is not complete in time.
   * @example
   * const { status, body } = await sdk.http.get("https://api.example.com/orders", { query: { state: "open" } });
   */
  get(url: string | URL, options?: HttpOptions): Promise<HttpAnswer>;
  /**
   * Sends a body: a text as `text/plain`, URLSearchParams as a form, everything else as JSON, unless a `content-type`
   * header says otherwise.
   *
   * POST, PUT, PATCH and DELETE carry an `Idempotency-Key` header, `<idempotencyKey>:<n>` for the n-th of them in the
   * run, so that a receiver can tell a repeated attempt; a header of that name of your own replaces it. In a dry run
   * nothing is sent, and the answer is `{ status: 202, headers: {}, body: null }`.
   *
   * @throws TypeError when an argument is wrong.
   * @throws EgressError when the URL may not be asked for, or there is no proper answer.
   * @throws TimeoutError when the answer is not complete in time.
   * @example
   * const answer = await sdk.http.post("https://api.example.com/orders", { orderId, amount });
   * if (answer.status >= 400) throw new Error(`not accepted: ${answer.status}`);
   */
  post(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>;
  /** As `post`, with the method PUT. */
  put(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>;
  /** As `post`, with the method PATCH. */
  patch(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>;
  /** As `get`, with the method DELETE and what `post` says of Idempotency-Key and dry runs. For a body use `request`. */
  delete(url: string | URL, options?: HttpOptions): Promise<HttpAnswer>;
  /**
   * A request with any of the methods, GET when none is named; GET, HEAD and OPTIONS have no body. All may also stand in
   * one object.
   *
   * @example
   * const { headers } = await sdk.http.request("https://api.example.com/orders", null, { method: "HEAD" });
   */
  request(
    request: string | URL | HttpRequest,
    body?: unknown,
    options?: HttpOptions & { method?: HttpMethod },
  ): Promise<HttpAnswer>;
}

interface CacheOptions {
  /** After how many seconds the entry is gone: 1 to 604,800 (7 days), which is also what it is when nothing is said. */
  ttlSeconds?: number;
}

/**
 * Values that all scripts of the tenant share, for a while. A key has at most 256 bytes, a value 64 KiB as JSON, all of a
 * tenant's entries together 10 MiB (an entry counts 128 bytes beside its key and value). A cache may lose its entries at
 * any time: what must not be lost belongs into `sdk.db`. In a dry run writes stay within the run, and its reads see them.
 */
interface SdkCache {
  /**
   * The value of a key; null when there is none, or its time is over.
   *
   * @throws TypeError when the key is no text of 1 to 256 bytes.
   * @throws CacheUnavailableError when the cache cannot be reached.
   * @example
   * const rate = (await sdk.cache.get<number>("rate:eur")) ?? 1;
   */
  get<T = any>(key: string): Promise<T | null>;
  /**
   * Keeps a value, any JSON, in the place of what the key had, for 7 days or `ttlSeconds`.
   *
   * @throws TypeError when an argument is not what is asked for.
   * @throws CacheFullError when the tenant's entries have no room for it; what the key had stays.
   * @throws CacheUnavailableError when the cache cannot be reached.
   * @example
   * await sdk.cache.set(`order:${orderId}`, { seen: true }, { ttlSeconds: 3_600 });
   */
  set(key: string, value: unknown, options?: CacheOptions): Promise<void>;
  /**
   * Removes a key.
   *
   * @returns Whether there was one.
   * @throws TypeError when the key is no text of 1 to 256 bytes.
   * @throws CacheUnavailableError when the cache cannot be reached.
   * @example
   * await sdk.cache.delete(`order:${orderId}`);
   */
  delete(key: string): Promise<boolean>;
  /**
   * Adds to an integer, in one step: no increment of another run is lost. A key that is not there counts from 0. The time
   * of the entry begins with the increment that makes it, and those after it leave it as it is: a counter with
   * `ttlSeconds: 60` counts for one minute.
   *
   * @returns The new number.
   * @throws TypeError when the value of the key is not an integer, or an argument is not what is asked for.
   * @throws RangeError when the number would pass 2^53 - 1, upwards or downwards.
   * @throws CacheFullError when the tenant's entries have no room for a new one.
   * @throws CacheUnavailableError when the cache cannot be reached; the increment may have happened.
   * @example
   * const calls = await sdk.cache.increment("partner-api", 1, { ttlSeconds: 60 });
   * if (calls > 100) throw new sdk.RetryAfterError("1m");
   */
  increment(key: string, by?: number, options?: CacheOptions): Promise<number>;
}

interface SmsMessage {
  /** The recipient's number in E.164: `+` and 7 to 15 digits, without spaces. */
  to: string;
  /** 1 to 1,600 characters. Providers split what is longer than one message (160 characters, or 70 beyond Latin ones). */
  message: string;
}

interface SdkSms {
  /**
   * Sends a text message by the instance's provider (Twilio by configuration), and resolves when the provider has taken
   * it. Without a provider the message is kept in the outbox, where it can be seen and is sent to nobody. Every message
   * is kept there for 30 days with what became of it.
   *
   * At most 5 messages in one run (one more ends the run with `limit_exceeded`), and 100 per tenant in 24 hours, those
   * that failed counted.
   *
   * The same message to the same number is sent once for a delivery: a run that fails afterwards and is tried again gets
   * the same id, and nobody gets a second message. What failed is sent again. In a dry run nothing is sent or kept, and
   * the id is `"dry-run"`.
   *
   * @returns The message's id in the outbox.
   * @throws TypeError when an argument is wrong.
   * @throws SmsLimitError when the tenant has had its messages of the last 24 hours.
   * @throws SmsError when the provider refused the message or could not be reached, with what it said.
   * @example
   * await sdk.sms.send({ to: "+4917012345678", message: "Your order is on its way." });
   */
  send(message: SmsMessage): Promise<{ id: string }>;
}

/**
 * Lines that are kept with the execution and shown in the console while it runs. `console` writes the same log.
 *
 * A run may write 1,000 lines and 256 KB. Beyond that a last line says that the log was cut, and the run goes on. Values
 * of secrets that the run has read are replaced. The data is JSON: functions, symbols, BigInt and cycles throw a
 * TypeError.
 *
 * @example
 * sdk.log.info("order accepted", { orderId, amount });
 */
interface SdkLog {
  /** What helps while developing. */
  debug(message: unknown, data?: unknown): void;
  /** What happened. */
  info(message: unknown, data?: unknown): void;
  /** What somebody should look at by and by. */
  warn(message: unknown, data?: unknown): void;
  /** What went wrong. */
  error(message: unknown, data?: unknown): void;
}

/**
 * Passwords and keys that stand in no script. They are set by REST (`PUT /api/v1/secrets/{name}`), kept encrypted, and
 * never shown again.
 */
interface SdkSecrets {
  /**
   * The value of a secret as it is at this moment; also in a dry run. Once a run has read it, the value is replaced by
   * `***` in the run's logs, errors, effects and result, also where it stands in JSON, in an address or in base64.
   * Values shorter than four characters are not replaced, and events that the run emits are left as they are.
   *
   * @throws SecretNotFoundError when there is no secret of that name.
   * @throws TypeError when the name is not made of letters, digits and `_`, at most 64, with no digit first.
   * @example
   * const key = await sdk.secrets.get("PARTNER_SIGNING_KEY");
   * const signature = await sdk.crypto.hmac("sha256", key, JSON.stringify(order));
   */
  get(name: string): Promise<string>;
}

/** `sha1` is there for the signatures of services that still use it; choose another for your own. */
type DigestAlgorithm = "sha256" | "sha384" | "sha512" | "sha1";

/** How a digest is written as text. */
type DigestEncoding = "hex" | "base64" | "base64url";

/** Every call is awaited: the platform computes it outside of the script. Texts are taken as UTF-8. */
interface SdkCrypto {
  /**
   * The digest of a text or of bytes, at most 1 MiB. Counts as one sdk call.
   *
   * @throws TypeError when an argument is not what is asked for; RangeError when the data is too large.
   * @example
   * const key = await sdk.crypto.hash("sha256", order.email.toLowerCase());
   */
  hash(algorithm: DigestAlgorithm, data: string | Uint8Array, encoding?: DigestEncoding): Promise<string>;
  /**
   * The HMAC of a text or of bytes, at most 1 MiB; the key is not empty. Counts as one sdk call. Neither key nor data
   * are kept with the execution.
   *
   * @throws TypeError when an argument is not what is asked for; RangeError when key or data are too large.
   * @example
   * const key = await sdk.secrets.get("PARTNER_SIGNING_KEY");
   * const signature = await sdk.crypto.hmac("sha256", key, JSON.stringify(order), "base64");
   */
  hmac(
    algorithm: DigestAlgorithm,
    key: string | Uint8Array,
    data: string | Uint8Array,
    encoding?: DigestEncoding,
  ): Promise<string>;
  /**
   * Whether two texts or bytes of at most 64 KiB are the same, in a time that does not tell where they differ. Use it,
   * not `===`, to check a signature that somebody sent. Counts as one sdk call.
   *
   * @throws TypeError when an argument is neither a text nor a Uint8Array.
   * @example
   * if (!(await sdk.crypto.timingSafeEqual(sent, expected))) return { status: 401 };
   */
  timingSafeEqual(a: string | Uint8Array, b: string | Uint8Array): Promise<boolean>;
  /**
   * A new random UUID (version 4). Counts as one sdk call. For what must be the same when a delivery is tried again, use
   * `sdk.events.context().idempotencyKey` instead.
   *
   * @example
   * const id = await sdk.crypto.randomUUID();
   */
  randomUUID(): Promise<string>;
}

/**
 * Waits for `ms` milliseconds (0 to 30,000) without using CPU time. The run's wall time goes on, and a dry run waits,
 * too. Counts as one sdk call.
 *
 * To try a delivery again later, throw `new sdk.RetryAfterError("10m")` instead: nothing has to wait for it.
 *
 * @throws TypeError when `ms` is no number from 0 to 30,000.
 * @example
 * await sdk.sleep(500);
 */
type SdkSleep = (ms: number) => Promise<void>;

/** What is left of each budget of this run; never below 0. */
interface RemainingLimits {
  /** Calls of the sdk that leave the script: all but `sdk.log`, `sdk.limits`, `events.current` and `events.context`. */
  sdkCalls: number;
  /** Events that may still be emitted. */
  emits: number;
  /** Requests that `sdk.http` may still send. */
  httpRequests: number;
  /** Messages that `sdk.sms` may still send in this run; the tenant's daily number is counted elsewhere. */
  smsMessages: number;
  /** Lines of the log. Lines beyond are left out, and the run goes on. */
  logLines: number;
  /** Bytes of the log. */
  logBytes: number;
  /** Milliseconds until the run is ended as `timed_out`. CPU time has a limit of its own, which cannot be read here. */
  wallMs: number;
}

interface SdkLimits {
  /**
   * What is left of each budget, at once and without using any. A run that uses more than a budget ends with
   * `limit_exceeded`, which no `catch` holds up: look before a long loop.
   *
   * @example
   * for (const order of orders) {
   *   if (sdk.limits.remaining().httpRequests === 0) break;
   *   await sdk.http.post("https://example.com/orders", order);
   * }
   */
  remaining(): RemainingLimits;
}

/** Ends the run and makes its delivery a dead letter at once: no retry could mend it. */
declare class NonRetryableError extends Error {}

/**
 * Ends the attempt and tries the delivery again after the delay: milliseconds, or a text such as `"90s"`, `"10m"`, `"2h"`;
 * at most 24 hours. The attempt counts.
 */
declare class RetryAfterError extends Error {
  constructor(delay: number | string, message?: string, options?: ErrorOptions);
}

/** The script's log, as `sdk.log`. */
interface ScriptConsole {
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

declare const console: ScriptConsole;

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]> | URLSearchParams);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(action: (value: string, name: string, parent: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  static parse(url: string | URL, base?: string | URL): URL | null;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}

declare class TextEncoder {
  readonly encoding: "utf-8";
  encode(text?: string): Uint8Array;
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

declare function atob(base64: string): string;
declare function btoa(text: string): string;
declare function structuredClone<T>(value: T): T;

interface Sdk {
  readonly events: SdkEvents;
  readonly request: SdkRequest | null;
  readonly db: SdkDb;
  readonly http: SdkHttp;
  readonly cache: SdkCache;
  readonly sms: SdkSms;
  readonly log: SdkLog;
  readonly secrets: SdkSecrets;
  readonly crypto: SdkCrypto;
  readonly sleep: SdkSleep;
  readonly limits: SdkLimits;
  readonly NonRetryableError: typeof NonRetryableError;
  readonly RetryAfterError: typeof RetryAfterError;
}

declare const sdk: Sdk;
