// Text messages of a furnished tenant: those that a script sends, and those that only a provider's answer would make.
import type { Api, Json } from "./api.ts";
import { withDatabase } from "./database.ts";
import type { Instance } from "./instance.ts";

export type Notices = {
  script: Json;
  /** Has a message sent to the number, through the script. */
  send: (notice: { to: string; text: string }) => Promise<Json>;
};

/** A script that sends the text of each event to the number in it. */
export async function createNotices(api: Api, word: string): Promise<Notices> {
  const script = await api.post("/scripts", {
    name: `client-notice-${word}`,
    kind: "event_handler",
    language: "javascript",
    source:
      "const { to, text } = sdk.events.current();\nreturn await sdk.sms.send({ to, message: text });\n",
  });
  const type = `client.notice.due.${word}`;
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, retryCount: 0 });
  const send = (data: object) => api.post("/events", { type, source: "story", data }, 202);
  return { script, send };
}

type Answered = {
  state: "sent" | "sending" | "failed";
  minutesAgo: number;
  text: string;
  providerId?: string;
  error?: string;
};

const answered: readonly Answered[] = [
  {
    state: "sending",
    minutesAgo: 42,
    text: "Your appointment is tomorrow at 9:30.\nReply STOP to hear no more of us.",
  },
  {
    state: "failed",
    minutesAgo: 75,
    text: "Your code is 481 516. It is valid for five minutes.",
    error:
      "Twilio refused the message: The 'To' number +31*******18 is not a valid phone number. (21211)",
  },
  {
    state: "sent",
    minutesAgo: 1_500,
    text: "مرحبا! طلبك رقم 1204 في الطريق إليك 🚚",
    providerId: "SM5f0c1a7e9b3d4c28a6e1f7d20b9c8e44",
  },
  {
    state: "sent",
    minutesAgo: 4_400,
    text: `Dear Ms Lovelace, ${"the delivery of your order has moved to another day because of the weather. ".repeat(6)}We are sorry. https://example.com/orders/1204?token=3f2a9c4e1b7d8a6f5e0c`,
    providerId: "SM91b2ce07d4fa4e0f8c55aa3d6e7f1020",
  },
];

/** By a provider that the instance of a story does not have. */
export async function addAnsweredMessages(
  instance: Pick<Instance, "dataDir">,
  origin: { scriptId: string; executionId: string },
): Promise<void> {
  const rows = JSON.stringify(answered);
  await withDatabase(
    instance,
    (sql) => sql`
    insert into sms_outbox (id, tenant_id, execution_id, script_id, recipient, message, provider, provider_id, state, error,
      created_at)
    select (left(uuid_at(a.at)::text, 14) || right(gen_random_uuid()::text, 22))::uuid, s.tenant_id, ${origin.executionId},
      s.id, '+31612345618', i.text, 'twilio', i."providerId", i.state, i.error, a.at
    from json_to_recordset(${rows}::text::json)
      as i (state text, "minutesAgo" int, text text, "providerId" text, error text),
      lateral (select now() - make_interval(mins => i."minutesAgo") as at) a, scripts s
    where s.id = ${origin.scriptId}`,
  );
}
