import { afterEach, describe, expect, test } from "vitest";
import { openSmsProvider } from "./open-sms-provider.ts";
import { outboxProvider } from "./outbox-provider.ts";
import { testSmsProvider } from "./testing/sms-provider-suite.ts";
import { answer, startTwilioServer, type TwilioServer } from "./testing/twilio-server.ts";
import { type TwilioAccount, twilioProvider } from "./twilio-provider.ts";

const open: TwilioServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const from = { from: "+15005550006" };
const message = { to: "+4917012345678", message: "Hello" };

async function setUp(change: Partial<TwilioAccount> = {}, timeoutMs = 5_000) {
  const server = await startTwilioServer();
  open.push(server);
  const { url: apiUrl, accountSid, authToken } = server;
  const account = { apiUrl, accountSid, authToken, sender: from, ...change };
  return { server, provider: twilioProvider({ account, timeoutMs }) };
}

describe("the outbox", () => {
  testSmsProvider(async () => ({
    provider: outboxProvider,
    taken: { state: "kept" },
    breakIt: null,
    secrets: [],
  }));
});

describe("Twilio", () => {
  testSmsProvider(async () => {
    const { server, provider } = await setUp();
    return {
      provider,
      taken: { state: "sent", providerId: expect.stringMatching(/^SM[0-9a-f]{32}$/) },
      breakIt: () =>
        server.answerBy((response) => answer(response, 500, { code: 20500, message: "Internal" })),
      secrets: [
        server.authToken,
        Buffer.from(`${server.accountSid}:`).toString("base64").slice(0, 20),
      ],
    };
  });

  test("is asked once, with the recipient, the account's number and the text", async () => {
    const { server, provider } = await setUp();
    await provider.send({ to: "+4917012345678", message: "5 € & more = ok+1 😀\n" });
    expect(server.taken).toEqual([
      { To: "+4917012345678", From: "+15005550006", Body: "5 € & more = ok+1 😀\n" },
    ]);
  });

  test("may choose the number itself by a messaging service", async () => {
    const messagingServiceSid = `MG${"0".repeat(32)}`;
    const { server, provider } = await setUp({ sender: { messagingServiceSid } });
    expect(await provider.send(message)).toMatchObject({ state: "sent" });
    expect(server.taken).toMatchObject([{ MessagingServiceSid: messagingServiceSid }]);
    expect(server.taken[0]).not.toHaveProperty("From");
  });

  test("is told what it refused, with its code", async () => {
    const { provider } = await setUp();
    expect(await provider.send({ to: "+15005550001", message: "Hello" })).toEqual({
      state: "failed",
      error: "Twilio refused the message (400): Invalid 'To' Phone Number: +15005550001 (21211)",
    });
  });

  test("does not take a wrong password", async () => {
    const { server, provider } = await setUp({ authToken: "wrong" });
    expect(await provider.send(message)).toEqual({
      state: "failed",
      error: "Twilio refused the message (401): Authenticate (20003)",
    });
    expect(server.taken).toEqual([]);
  });

  const json = (status: number, body: object) => (response: Parameters<typeof answer>[0]) =>
    answer(response, status, body);
  test.each<[string, (response: Parameters<typeof answer>[0], url: string) => void, RegExp]>([
    [
      "too many requests",
      json(429, { code: 20429, message: "Too Many Requests", status: 429 }),
      /^Twilio takes no more messages now \(429\): Too Many Requests \(20429\)$/,
    ],
    ["its own fault", json(503, {}), /^Twilio could not do it \(503\)$/],
    [
      "no JSON",
      (response) => response.writeHead(502).end("<html>Bad gateway</html>"),
      /^Twilio could not do it \(502\)$/,
    ],
    [
      "a success that says nothing",
      json(201, {}),
      /cannot be read; the message may have been sent$/,
    ],
    [
      "a success that has failed already",
      json(201, { sid: "SM1", status: "failed", error_code: 30003, error_message: "Unreachable" }),
      /^Twilio could not deliver the message: Unreachable \(30003\)$/,
    ],
    [
      "a redirect, which would carry the password away",
      (response, url) => response.writeHead(307, { location: `${url}/elsewhere` }).end(),
      /^Twilio cannot be reached; the message may have been sent$/,
    ],
    [
      "a cut connection",
      (response) => response.destroy(),
      /^Twilio cannot be reached \(UND_ERR_SOCKET\); the message may have been sent$/,
    ],
    [
      "an endless text",
      (response) => response.writeHead(400).end("x".repeat(1_000_000)),
      /^Twilio cannot be reached; the message may have been sent$/,
    ],
  ])("answering with %s is an outcome", async (_name, handler, error) => {
    const { server, provider } = await setUp();
    server.answerBy(handler);
    expect(await provider.send(message)).toEqual({
      state: "failed",
      error: expect.stringMatching(error),
    });
    expect(server.requests).toBe(1);
  });

  test("not answering in time is an outcome", async () => {
    const { server, provider } = await setUp({}, 50);
    server.answerBy(() => {});
    expect(await provider.send(message)).toEqual({
      state: "failed",
      error: "Twilio did not answer in time; the message may have been sent",
    });
  });

  test("answering without an end is an outcome", async () => {
    const { server, provider } = await setUp({}, 50);
    server.answerBy((response) => response.writeHead(201).write("{"));
    expect(await provider.send(message)).toMatchObject({ state: "failed" });
  });

  test("not being there is an outcome", async () => {
    const { server, provider } = await setUp();
    await server.close();
    expect(await provider.send(message)).toEqual({
      state: "failed",
      error: "Twilio cannot be reached (ECONNREFUSED); the message may have been sent",
    });
  });
});

describe("the instance's settings", () => {
  const TWILIO_API_URL = "https://api.twilio.com";
  const account = { TWILIO_API_URL, TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "secret" };

  test.each([
    ["nothing", { TWILIO_API_URL }, "outbox"],
    ["an account and its number", { ...account, TWILIO_FROM: "+15005550006" }, "twilio"],
    ["an account and its service", { ...account, TWILIO_MESSAGING_SERVICE_SID: "MG1" }, "twilio"],
  ])("name %s", (_name, settings, name) => {
    expect(openSmsProvider(settings).name).toBe(name);
  });

  test.each([
    ["no password", { TWILIO_API_URL, TWILIO_ACCOUNT_SID: "AC1" }, /TWILIO_AUTH_TOKEN must be too/],
    ["no sender", account, /TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be too/],
  ])("do not go together with %s", (_name, settings, message) => {
    expect(() => openSmsProvider(settings)).toThrow(message);
  });
});
