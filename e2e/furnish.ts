// A tenant in the middle of its work, beyond what the demo shows: something runs, something waits for a reason,
// something was repaired and something given up. The pages show it; what they need to know of it is the answer.
import { expect } from "@playwright/test";
import { type Api, type Json, listAll } from "./api.ts";
import { createNotices, type Notices } from "./messages.ts";

export type Facts = {
  api: Api;
  scriptId: string;
  /** Runs for ever: to be deleted when nobody looks any more. */
  waitingScriptId: string;
  plainScriptId: string;
  eventId: string;
  succeededId: string;
  failedId: string;
  scheduledDeliveryId: string;
  deadDeliveryId: string;
  letterId: string;
  resolvedLetterId: string;
  fingerprint: string;
  notices: Notices;
  noticeExecutionId: string;
};

const hourMs = 3_600_000;
const handler = { kind: "event_handler", language: "typescript" };

/** Every call makes its own; nothing of it ends by itself within some minutes. */
export async function furnish(api: Api): Promise<Facts> {
  const word = Math.random().toString(36).slice(2, 8);
  const script = await createPayoutScript(api, word);
  const broken = await createBroken(api, word);
  const { open, resolved } = await createLetters(api, word);
  const [succeeded] = await atLeast(api, `/executions?scriptId=${script.id}&status=succeeded`, 1);
  const [failed] = await atLeast(api, `/executions?deliveryId=${open.deliveryId}`, 1);
  const [scheduled] = await atLeast(api, `/deliveries?scriptId=${broken.id}&state=scheduled`, 2);
  const notices = await createNotices(api, word);
  for (const text of ["Your order is on its way.", "It has arrived. Thank you! 🎉"]) {
    await notices.send({ to: "+4917012345678", text });
  }
  const [noticed] = await atLeast(
    api,
    `/executions?scriptId=${notices.script.id}&status=succeeded`,
    2,
  );
  const waiting = await createWaiting(api, word);
  return {
    api,
    scriptId: script.id,
    waitingScriptId: waiting.id,
    plainScriptId: (await createScript(api, `draft-${word}`, "return null;")).id,
    eventId: succeeded.eventId,
    succeededId: succeeded.id,
    failedId: failed.id,
    scheduledDeliveryId: scheduled.id,
    deadDeliveryId: open.deliveryId,
    letterId: open.id,
    resolvedLetterId: resolved.id,
    fingerprint: open.fingerprint,
    notices,
    noticeExecutionId: noticed.id,
  };
}

/** Ends what would go on for minutes. */
export async function comeToRest({ api, waitingScriptId }: Facts): Promise<void> {
  expect(await api.call("DELETE", `/scripts/${waitingScriptId}?force=true`)).toMatchObject({
    status: 204,
  });
}

/** The id of a run that is in progress and will be for some seconds more: it is ended after thirty. */
export async function runningId({ api, waitingScriptId }: Facts): Promise<string> {
  let id = "";
  const find = async () => {
    const path = `/executions?scriptId=${waitingScriptId}&status=running`;
    const [run] = (await api.get(path)).items;
    id = run?.id;
    return run ? run.durationMs : Number.POSITIVE_INFINITY;
  };
  await expect.poll(find, { timeout: 40_000 }).toBeLessThan(20_000);
  return id;
}

function createScript(api: Api, name: string, source: string): Promise<Json> {
  return api.post("/scripts", { ...handler, name, source });
}

const payout = (rate: string) => `type Payout = { id: string; amount: number; currency: string };

// Payouts above the limit are looked at by a person before they leave the house.
const limits: Record<string, number> = { EUR: 10_000, USD: 12_000, GBP: 9_000 };

const payout: Payout = sdk.events.current();
const limit = (limits[payout.currency] ?? 5_000) * ${rate};
sdk.log.info("payout read", { id: payout.id, limit });
if (payout.amount > limit) {
  sdk.log.warn("above the limit", { over: payout.amount - limit });
  await sdk.events.emit("payout.held", { id: payout.id, reason: "limit" });
  return { held: true };
}
sdk.log.debug("within the limit");
return { held: false, fee: Math.round(payout.amount * 0.0025 * 100) / 100 };
`;

/** Four versions, the third deployed; five subscriptions of every kind; some runs. */
async function createPayoutScript(api: Api, word: string): Promise<Json> {
  const script = await createScript(api, `payout-limits-${word}`, payout("1"));
  const versions = `/scripts/${script.id}/versions`;
  await api.post(versions, { source: payout("1.5"), note: "Raise the limits by half" });
  await api.post(versions, { source: payout("1.25"), note: "A quarter is enough", deploy: true });
  await api.post(versions, { source: `${payout("1.2")}// twenty per cent\n` });
  const type = `payout.requested.${word}`;
  const subscribe = (fields: object) =>
    api.post("/subscriptions", { scriptId: script.id, ...fields });
  await subscribe({ eventType: type, filter: "$.amount > 100", priority: 10 });
  await subscribe({
    eventType: `payout.changed.${word}`,
    filter: '["EUR", "USD", "GBP"].includes($.currency) && $.amount > 250 && !$.internal',
    backoff: { kind: "list", delaysMs: [1_000, 60_000, hourMs] },
    orderingKey: "$.id",
  });
  await subscribe({ eventType: `payout.recalled.${word}`, active: false, onLoop: "allow" });
  await subscribe({ eventType: "finance.payout.*", priority: 900, retryCount: 0, breaker: "off" });
  for (const amount of [120, 4_800, 25_000, 990_000]) {
    const data = {
      id: `PO-${amount}`,
      amount,
      currency: "EUR",
      beneficiary: { name: "Ada Lovelace", iban: null },
    };
    await api.post("/events", { type, subject: data.id, source: "story", data }, 202);
  }
  await atLeast(api, `/executions?scriptId=${script.id}&status=succeeded`, 4);
  return script;
}

/** One run that goes on, and two deliveries behind it on the same key. */
async function createWaiting(api: Api, word: string): Promise<Json> {
  const script = await createScript(
    api,
    `bank-statement-import-${word}`,
    'sdk.log.info("connected");\nsdk.log.info("waiting for the bank");\nawait new Promise(() => {});\n',
  );
  const type = `bank.statement.ready.${word}`;
  const backoff = { kind: "fixed", delayMs: 50 };
  const fields = { orderingKey: "$.account", retryCount: 20, backoff, breaker: "off" };
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, ...fields });
  for (const page of [1, 2, 3]) {
    await api.post("/events", { type, source: "story", data: { account: "DE02", page } }, 202);
  }
  return script;
}

/** Two deliveries that failed once and are tried again in an hour. */
async function createBroken(api: Api, word: string): Promise<Json> {
  const source = `const { id } = sdk.events.current();
sdk.log.info("posting", { id });
const answer = { status: 502, body: "upstream away" };
if (answer.status >= 500) {
  throw new Error(\`ledger answered \${answer.status}: \${answer.body}\`);
}
`;
  const script = await createScript(api, `ledger-export-${word}`, source);
  const type = `ledger.entry.posted.${word}`;
  const backoff = { kind: "list", delaysMs: [hourMs, 2 * hourMs] };
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, backoff });
  for (const id of ["LE-1", "LE-2"]) {
    await api.post("/events", { type, source: "story", data: { id } }, 202);
  }
  await atLeast(api, `/deliveries?scriptId=${script.id}&state=scheduled`, 2);
  return script;
}

/** Four letters of one error: one repaired by a version that works, one given up, two open. */
async function createLetters(api: Api, word: string): Promise<{ open: Json; resolved: Json }> {
  const source = `// The phone number is kept with the contact, and not every client has one.
const client = sdk.events.current();
sdk.log.info("welcome", { client: client.id });
const phone = client.contact.phone;

if (phone.startsWith("+")) {
  return { called: phone };
}
`;
  const script = await createScript(api, `client-call-${word}`, source);
  const type = `client.arrived.${word}`;
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, retryCount: 0 });
  for (const id of ["CL-1", "CL-2", "CL-3", "CL-4"]) {
    await api.post("/events", { type, source: "story", data: { id, contact: null } }, 202);
  }
  const [resolved, givenUp, open] = await atLeast(api, `/dead-letters?scriptId=${script.id}`, 4);
  const given = { reason: "The client is gone" };
  await api.post(`/dead-letters/${givenUp.id}/discard`, given, 200);
  const mended = { source: "return { called: null };", note: "Call nobody", deploy: true };
  await api.post(`/scripts/${script.id}/versions`, mended);
  await api.post(`/dead-letters/${resolved.id}/replay`, { reason: "Mended in version 2" }, 202);
  const stateOf = async () => (await api.get(`/dead-letters/${resolved.id}`)).state;
  await expect.poll(stateOf, { timeout: 30_000 }).toBe("resolved");
  return { open, resolved };
}

async function atLeast(api: Api, path: string, count: number): Promise<Json[]> {
  let items: Json[] = [];
  await expect
    .poll(
      async () => {
        items = await listAll(api, path);
        return items.length;
      },
      { message: path, timeout: 30_000 },
    )
    .toBeGreaterThanOrEqual(count);
  return items;
}
