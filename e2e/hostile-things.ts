// A tenant in which everything that can be named, sent, logged or thrown is hostile.

import type { Sql } from "#db/client.ts";
import { type Api, apiOf, type Json } from "./api.ts";
import { cookiesOf } from "./cast.ts";
import { withDatabase } from "./database.ts";
import { hostilePayload, hostileText, hostileWords } from "./hostile-words.ts";
import type { Instance } from "./instance.ts";
import { addEmptyTenant } from "./people.ts";
import { expect } from "./story.ts";

export type Things = {
  cookies: Awaited<ReturnType<typeof cookiesOf>>;
  scriptId: string;
  eventId: string;
  succeededId: string;
  failedId: string;
  deliveryId: string;
  letterId: string;
  fingerprint: string;
};

export async function addHostileThings(instance: Instance): Promise<Things> {
  const { tenant, apiKey, admin } = await addEmptyTenant(instance);
  await withDatabase(instance, async (sql) => {
    await sql`update tenants set name = ${hostileText(300)} where slug = ${tenant}`;
    await sql`update users set name = ${hostileText(300)} where email = ${admin.email}`;
  });
  const cookies = await cookiesOf(instance, admin);
  const things = await makeThings(apiOf(instance, apiKey));
  await withDatabase(instance, (sql) => failMessage(sql, things));
  return { cookies, ...things };
}

/** As a provider might that speaks in markup. */
async function failMessage(sql: Sql, { scriptId }: Pick<Things, "scriptId">): Promise<void> {
  await sql`
    insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, provider, provider_id, state, error)
    select tenant_id, execution_id, script_id, recipient, message, 'twilio', ${hostileText(300)}, 'failed',
      ${`${hostileWords.script} ${hostileText(900)}`}
    from sms_outbox where script_id = ${scriptId}`;
}

const type = "hostile.thing.happened";
const source = `const hostile = ${JSON.stringify(hostileText(2_000))};
for (const [name, text] of Object.entries(sdk.events.current().texts)) sdk.log.warn(text, { [text]: text, name });
for (let n = 0; n < 900; n += 1) sdk.log.info(hostile.slice(n % 500), { n });
if (sdk.events.current().fails) {
  const error = new Error(hostile);
  error.name = ${JSON.stringify(hostileWords.script)};
  throw error;
}
await sdk.sms.send({ to: "+4917012345678", message: hostile.slice(0, 1_600) });
return { [hostile]: hostile };
`;

async function makeThings(api: Api): Promise<Omit<Things, "cookies">> {
  const script = await api.post("/scripts", {
    name: hostileText(128),
    kind: "event_handler",
    language: "javascript",
    source,
  });
  const note = hostileText(500);
  const second = { source: `${source}// ${hostileWords.script}\n`, note };
  await api.post(`/scripts/${script.id}/versions`, second);
  const literals = [hostileWords.image, hostileWords.htmx].map((text) => JSON.stringify(text));
  const filter = `![${literals.join(", ")}].includes($.label)`;
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, filter, retryCount: 0 });
  const send = (fails: boolean) => {
    const data = { ...hostilePayload(), texts: hostileWords, fails };
    const envelope = { type, subject: hostileText(512), source: hostileText(512) };
    return api.post("/events", { ...envelope, data }, 202);
  };
  const good = await send(false);
  const bad = await send(true);
  const succeeded = await firstOf(api, `/executions?eventId=${good.id}&status=succeeded`);
  const failed = await firstOf(api, `/executions?eventId=${bad.id}&status=failed`);
  const letter = await firstOf(api, `/dead-letters?scriptId=${script.id}`);
  return {
    scriptId: script.id,
    eventId: bad.id,
    succeededId: succeeded.id,
    failedId: failed.id,
    deliveryId: failed.deliveryId,
    letterId: letter.id,
    fingerprint: letter.fingerprint,
  };
}

async function firstOf(api: Api, path: string): Promise<Json> {
  let item: Json;
  await expect
    .poll(async () => {
      [item] = (await api.get(path)).items;
      return item;
    }, path)
    .toBeDefined();
  return item;
}
