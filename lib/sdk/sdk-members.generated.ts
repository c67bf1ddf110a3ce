// Made from the rooms of workers/sandbox/sdk; do not edit.
import type { SdkMember } from "./sdk-member.ts";

export const sdkMembers: readonly SdkMember[] = [
  {
    "name": "sdk.events.current",
    "signature": "(): any",
    "text": "The payload of the event being handled: a copy of its own at each call, so that a script may change it. Null where\nthere is no event."
  },
  {
    "name": "sdk.events.context",
    "signature": "(): EventContext",
    "text": "The event's envelope and this attempt."
  },
  {
    "name": "sdk.events.emit",
    "signature": "(type: string, data?: unknown, options?: EmitOptions): Promise<{ id: string }>",
    "text": "Makes a new event of this tenant. It resolves at once with the event's id; the event itself is written together with\nthe run's success, so a run that fails emits nothing. It carries on the `correlationId`, with `hop` one higher.\n\nAt most 20 in one run; one more ends the run with `limit_exceeded`. The payload has at most 256 KB, 32 levels and\n5,000 keys. Types that begin with `scriptbus.` are the product's own. A dry run gives ids and writes nothing."
  },
  {
    "name": "sdk.events.subscribe",
    "signature": "(type: string, filter?: string | Record<string, unknown> | null, options?: SubscribeOptions): Promise<string>",
    "text": "Subscribes this script to events of a type (`order.paid`, `order.*` or `*`). Only scripts of kind `http_endpoint` may\ndo it. The filter is an expression or a JSON object; without one every event of the type matches.\n\nIt may be called again and again: for the same type and filter there is one subscription, and its id comes back.\nOptions that are named are brought up to date, the others stay. A subscription that a person switched off stays\noff. It is there as soon as this resolves, whatever becomes of the run. A dry run gives an id and writes nothing."
  },
  {
    "name": "sdk.request.method",
    "signature": ": string",
    "text": "`GET`, `POST`, `PUT`, `PATCH` or `DELETE`. A HEAD request is run as GET, and its body is not sent."
  },
  {
    "name": "sdk.request.path",
    "signature": ": string",
    "text": "The script's own path, such as `orders/new`."
  },
  {
    "name": "sdk.request.query",
    "signature": ": Record<string, string | string[]>",
    "text": "A name that is there more than once has a list."
  },
  {
    "name": "sdk.request.headers",
    "signature": ": Record<string, string>",
    "text": "By their names in lower case, without cookies and what belongs to the connection."
  },
  {
    "name": "sdk.request.body",
    "signature": ": any",
    "text": "JSON as its value, a form (`application/x-www-form-urlencoded`) as an object like `query`, everything else as text;\nnull when there is none."
  },
  {
    "name": "sdk.request.rawBody",
    "signature": ": string",
    "text": "The body as it came, as UTF-8 text; empty when there is none."
  },
  {
    "name": "sdk.db.query",
    "signature": "<T = any>(sql: string, params?: readonly DatabaseValue[]): Promise<T[]>",
    "text": "Runs one statement."
  },
  {
    "name": "sdk.db.queryOne",
    "signature": "<T = any>(sql: string, params?: readonly DatabaseValue[]): Promise<T | null>",
    "text": "Runs one statement."
  },
  {
    "name": "sdk.http.get",
    "signature": "(url: string | URL, options?: HttpOptions): Promise<HttpAnswer>",
    "text": "Asks for a URL. It must be `http:` or `https:` at a public host, at port 80, 443 or one from 1024; where the tenant\nhas a list of hosts, at one of these. The instance's owner may list private hosts (`EGRESS_PRIVATE_ALLOW`). At most\n5 redirects are followed, each checked like the first URL; to another origin, headers that may hold a key\n(`authorization`, `cookie`, `x-…`) stay behind.\n\nAt most 20 requests in one run, all methods together; one more ends the run with `limit_exceeded`. An answer has at\nmost 1 MB, after decompression. A dry run performs GET, HEAD and OPTIONS."
  },
  {
    "name": "sdk.http.post",
    "signature": "(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>",
    "text": "Sends a body: a text as `text/plain`, URLSearchParams as a form, everything else as JSON, unless a `content-type`\nheader says otherwise.\n\nPOST, PUT, PATCH and DELETE carry an `Idempotency-Key` header, `<idempotencyKey>:<n>` for the n-th of them in the\nrun, so that a receiver can tell a repeated attempt; a header of that name of your own replaces it. In a dry run\nnothing is sent, and the answer is `{ status: 202, headers: {}, body: null }`."
  },
  {
    "name": "sdk.http.put",
    "signature": "(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>",
    "text": "As `post`, with the method PUT."
  },
  {
    "name": "sdk.http.patch",
    "signature": "(url: string | URL, body?: unknown, options?: HttpOptions): Promise<HttpAnswer>",
    "text": "As `post`, with the method PATCH."
  },
  {
    "name": "sdk.http.delete",
    "signature": "(url: string | URL, options?: HttpOptions): Promise<HttpAnswer>",
    "text": "As `get`, with the method DELETE and what `post` says of Idempotency-Key and dry runs. For a body use `request`."
  },
  {
    "name": "sdk.http.request",
    "signature": "(request: string | URL | HttpRequest, body?: unknown, options?: HttpOptions & { method?: HttpMethod }): Promise<HttpAnswer>",
    "text": "A request with any of the methods, GET when none is named; GET, HEAD and OPTIONS have no body. All may also stand in\none object."
  },
  {
    "name": "sdk.cache.get",
    "signature": "<T = any>(key: string): Promise<T | null>",
    "text": "The value of a key; null when there is none, or its time is over."
  },
  {
    "name": "sdk.cache.set",
    "signature": "(key: string, value: unknown, options?: CacheOptions): Promise<void>",
    "text": "Keeps a value, any JSON, in the place of what the key had, for 7 days or `ttlSeconds`."
  },
  {
    "name": "sdk.cache.delete",
    "signature": "(key: string): Promise<boolean>",
    "text": "Removes a key."
  },
  {
    "name": "sdk.cache.increment",
    "signature": "(key: string, by?: number, options?: CacheOptions): Promise<number>",
    "text": "Adds to an integer, in one step: no increment of another run is lost. A key that is not there counts from 0. The time\nof the entry begins with the increment that makes it, and those after it leave it as it is: a counter with\n`ttlSeconds: 60` counts for one minute."
  },
  {
    "name": "sdk.sms.send",
    "signature": "(message: SmsMessage): Promise<{ id: string }>",
    "text": "Sends a text message by the instance's provider (Twilio by configuration), and resolves when the provider has taken\nit. Without a provider the message is kept in the outbox, where it can be seen and is sent to nobody. Every message\nis kept there for 30 days with what became of it.\n\nAt most 5 messages in one run (one more ends the run with `limit_exceeded`), and 100 per tenant in 24 hours, those\nthat failed counted.\n\nThe same message to the same number is sent once for a delivery: a run that fails afterwards and is tried again gets\nthe same id, and nobody gets a second message. What failed is sent again. In a dry run nothing is sent or kept, and\nthe id is `\"dry-run\"`."
  },
  {
    "name": "sdk.log.debug",
    "signature": "(message: unknown, data?: unknown): void",
    "text": "What helps while developing."
  },
  {
    "name": "sdk.log.info",
    "signature": "(message: unknown, data?: unknown): void",
    "text": "What happened."
  },
  {
    "name": "sdk.log.warn",
    "signature": "(message: unknown, data?: unknown): void",
    "text": "What somebody should look at by and by."
  },
  {
    "name": "sdk.log.error",
    "signature": "(message: unknown, data?: unknown): void",
    "text": "What went wrong."
  },
  {
    "name": "sdk.secrets.get",
    "signature": "(name: string): Promise<string>",
    "text": "The value of a secret as it is at this moment; also in a dry run. Once a run has read it, the value is replaced by\n`***` in the run's logs, errors, effects and result, also where it stands in JSON, in an address or in base64.\nValues shorter than four characters are not replaced, and events that the run emits are left as they are."
  },
  {
    "name": "sdk.crypto.hash",
    "signature": "(algorithm: DigestAlgorithm, data: string | Uint8Array, encoding?: DigestEncoding): Promise<string>",
    "text": "The digest of a text or of bytes, at most 1 MiB. Counts as one sdk call."
  },
  {
    "name": "sdk.crypto.hmac",
    "signature": "(algorithm: DigestAlgorithm, key: string | Uint8Array, data: string | Uint8Array, encoding?: DigestEncoding): Promise<string>",
    "text": "The HMAC of a text or of bytes, at most 1 MiB; the key is not empty. Counts as one sdk call. Neither key nor data\nare kept with the execution."
  },
  {
    "name": "sdk.crypto.timingSafeEqual",
    "signature": "(a: string | Uint8Array, b: string | Uint8Array): Promise<boolean>",
    "text": "Whether two texts or bytes of at most 64 KiB are the same, in a time that does not tell where they differ. Use it,\nnot `===`, to check a signature that somebody sent. Counts as one sdk call."
  },
  {
    "name": "sdk.crypto.randomUUID",
    "signature": "(): Promise<string>",
    "text": "A new random UUID (version 4). Counts as one sdk call. For what must be the same when a delivery is tried again, use\n`sdk.events.context().idempotencyKey` instead."
  },
  {
    "name": "sdk.sleep",
    "signature": "(ms: number): Promise<void>",
    "text": "Waits for `ms` milliseconds (0 to 30,000) without using CPU time. The run's wall time goes on, and a dry run waits,\ntoo. Counts as one sdk call.\n\nTo try a delivery again later, throw `new sdk.RetryAfterError(\"10m\")` instead: nothing has to wait for it."
  },
  {
    "name": "sdk.limits.remaining",
    "signature": "(): RemainingLimits",
    "text": "What is left of each budget, at once and without using any. A run that uses more than a budget ends with\n`limit_exceeded`, which no `catch` holds up: look before a long loop."
  }
];
