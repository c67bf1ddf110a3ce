// A loopback server that looks at requests as Twilio's REST API does and answers in its shapes.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type TakenMessage = {
  To: string;
  Body: string;
  From?: string;
  MessagingServiceSid?: string;
};

export type TwilioServer = {
  url: string;
  accountSid: string;
  authToken: string;
  /** In the order of the requests. */
  taken: TakenMessage[];
  /** Every request, also those that were refused. */
  requests: number;
  /** Instead of Twilio's own answer, until it is taken back. */
  answerBy: (handler: ((response: ServerResponse, url: string) => void) | null) => void;
  close: () => Promise<void>;
};

type Refusal = { status: number; code: number; message: string };

export async function startTwilioServer(): Promise<TwilioServer> {
  const accountSid = `AC${randomBytes(16).toString("hex")}`;
  const authToken = randomBytes(16).toString("hex");
  let special: ((response: ServerResponse, url: string) => void) | null = null;
  const server = createServer(async (request, response) => {
    twilio.requests += 1;
    const body = await text(request);
    if (special) return special(response, twilio.url);
    const refusal = refuse(request, body, { accountSid, authToken });
    if (refusal) return answer(response, refusal.status, refusalJson(refusal));
    const message = Object.fromEntries(new URLSearchParams(body)) as TakenMessage;
    twilio.taken.push(message);
    answer(response, 201, createdJson(accountSid, message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const twilio: TwilioServer = {
    url: `http://127.0.0.1:${port}`,
    accountSid,
    authToken,
    taken: [],
    requests: 0,
    answerBy: (handler) => {
      special = handler;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return twilio;
}

export function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(
  request: IncomingMessage,
  body: string,
  { accountSid, authToken }: { accountSid: string; authToken: string },
): Refusal | null {
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  if (request.headers.authorization !== `Basic ${credentials}`) {
    return { status: 401, code: 20003, message: "Authenticate" };
  }
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  if (request.method !== "POST" || request.url !== path) {
    return {
      status: 404,
      code: 20404,
      message: `The requested resource ${request.url} was not found`,
    };
  }
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return { status: 415, code: 20415, message: "Unsupported content type" };
  }
  return refuseMessage(new URLSearchParams(body));
}

function refuseMessage(form: URLSearchParams): Refusal | null {
  const to = form.get("To");
  if (!to) return { status: 400, code: 21604, message: "A 'To' phone number is required." };
  if (!form.get("From") && !form.get("MessagingServiceSid")) {
    const message = "A 'From' phone number or a 'MessagingServiceSid' is required.";
    return { status: 400, code: 21603, message };
  }
  if (!form.get("Body")) return { status: 400, code: 21602, message: "Message body is required." };
  if ((form.get("Body") ?? "").length > 1_600) {
    const message = "The concatenated message body exceeds the 1600 character limit";
    return { status: 400, code: 21617, message };
  }
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to.startsWith("+1500")) {
    return { status: 400, code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  }
  return null;
}

function refusalJson({ status, code, message }: Refusal) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

function createdJson(accountSid: string, { To, From, MessagingServiceSid, Body }: TakenMessage) {
  const sid = `SM${randomBytes(16).toString("hex")}`;
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    body: Body,
    date_created: new Date(0).toUTCString(),
    date_sent: null,
    date_updated: new Date(0).toUTCString(),
    direction: "outbound-api",
    error_code: null,
    error_message: null,
    from: From ?? null,
    messaging_service_sid: MessagingServiceSid ?? null,
    num_media: "0",
    num_segments: "1",
    price: null,
    price_unit: null,
    sid,
    status: MessagingServiceSid ? "accepted" : "queued",
    subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media.json` },
    to: To,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  };
}
