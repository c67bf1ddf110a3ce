// Replays one dead letter: a new delivery with the old idempotency key, under audit (decision 24).
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { replays } from "#db/schema/dead-letters.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { LetterReplay } from "#lib/dead-letters/letter-schema.ts";
import { readEditedPayload } from "#lib/replays/edited-payload.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import { compileOrderingKey } from "#lib/subscriptions/ordering-key.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { type LetterRow, setLetterState, takeOpenLetter } from "./dead-letters.ts";
import { mayReplay } from "./replay-permission.ts";
import { hasVersion } from "./script-versions.ts";
import { findScript } from "./scripts.ts";
import { announceDeliveries } from "./subscription-version.ts";
import { holdSubscription } from "./subscriptions.ts";

export type LetterReplayRequest = LetterReplay & {
  id: string;
  /** The request's body, for the edited payload. */
  bodyText: string;
};

type ReplayedEvent = { id: string; seq: number; dataBytes: number; orderingKey: string | null };

export async function replayLetter(
  tx: Tx,
  actor: Actor,
  request: LetterReplayRequest,
): Promise<Result<{ replayId: string; deliveryId: string }>> {
  const allowed = await mayReplay(tx, actor);
  if (!allowed.ok) return allowed;
  if (request.dryRun) return failField("dryRun", "dry replays come with test runs, not yet");
  const edited = readEditedPayload(request.bodyText, actor.limits.payloadBytes);
  if (!edited.ok) return edited;
  const letter = await takeOpenLetter(tx, actor, request.id);
  if (!letter.ok) return letter;
  const target = await findTarget(tx, actor, letter.value);
  if (!target.ok) return target;
  const pinned = await pinVersion(tx, actor, { letter: letter.value, version: request.version });
  if (!pinned.ok) return pinned;
  const event = await replayedEvent(tx, letter.value, {
    edited: edited.value,
    keyPath: target.value.orderingKey,
  });
  const replayId = await insertReplay(tx, actor, { letter: letter.value, request });
  const deliveryId = await insertDelivery(tx, letter.value, {
    event,
    replayId,
    pinnedVersion: pinned.value,
  });
  await setLetterState(tx, actor, { id: request.id, state: "replaying" });
  await auditReplay(tx, actor, { request, replayId, edited: edited.value !== null });
  await announceDeliveries(tx);
  return succeed({ replayId, deliveryId });
}

/** A letter whose subscription or script is gone has nobody to run it. */
async function findTarget(tx: Tx, actor: Actor, letter: LetterRow) {
  const subscription = await holdSubscription(tx, actor, letter.subscriptionId);
  if (!subscription) return fail("conflict", "The subscription of this dead letter was deleted.");
  const script = await findScript(tx, actor, letter.scriptId);
  if (!script) return fail("conflict", "The script of this dead letter was deleted.");
  return succeed({ orderingKey: subscription.orderingKey });
}

/** Null for "whatever is deployed when it runs". */
async function pinVersion(
  tx: Tx,
  actor: Actor,
  { letter, version }: { letter: LetterRow; version: LetterReplay["version"] },
): Promise<Result<number | null>> {
  if (version === "current") return succeed(null);
  const number = version === "original" ? letter.version : version;
  if (await hasVersion(tx, actor, { scriptId: letter.scriptId, version: number })) {
    return succeed(number);
  }
  return failField("version", `the script has no version ${number}`);
}

/** The letter's own event again, or a new one when the payload was edited or the event has expired. */
async function replayedEvent(
  tx: Tx,
  letter: LetterRow,
  { edited, keyPath }: { edited: string | null; keyPath: string | null },
): Promise<ReplayedEvent> {
  const data = edited ?? letter.data;
  const known = edited === null ? await originalEvent(tx, letter) : null;
  const orderingKey =
    edited !== null && keyPath
      ? compileOrderingKey(keyPath)(JSON.parse(edited))
      : letter.orderingKey;
  const event = known ?? (await copyEvent(tx, letter, data));
  return { ...event, orderingKey, dataBytes: Buffer.byteLength(data) };
}

type EventRef = { id: string; seq: number };

/** With a fresh place in the order: a replay goes last for its ordering key (decision 16). */
async function originalEvent(tx: Tx, letter: LetterRow): Promise<EventRef | null> {
  const [row] = await tx.execute<EventRef>(sql`
    select id, nextval('events_seq_seq')::float8 as seq from events
    where tenant_id = ${letter.tenantId} and id = ${letter.eventId}`);
  return row ?? null;
}

/** Written as already routed: no row in unrouted_events, so that it has exactly one receiver. */
async function copyEvent(tx: Tx, letter: LetterRow, data: string): Promise<EventRef> {
  const [row] = await tx.execute<EventRef>(sql`
    insert into events (tenant_id, type, source, subject, "time", correlation_id, causation_id, hop, path, replay_of,
      traceparent, extensions, data)
    select ${letter.tenantId}, ${letter.eventType}, coalesce(e.source, 'replay'), e.subject, coalesce(e."time", now()),
      coalesce(e.correlation_id, ${letter.eventId}), e.causation_id, coalesce(e.hop, 0), coalesce(e.path, '{}'),
      ${letter.eventId}, e.traceparent, e.extensions, ${data}::text::json
    from (select 1) one
    left join events e on e.tenant_id = ${letter.tenantId} and e.id = ${letter.eventId}
    returning id, seq::float8 as seq`);
  if (!row) throw new Error("the replayed event was not returned");
  return row;
}

async function insertReplay(
  tx: Tx,
  actor: Actor,
  { letter, request }: { letter: LetterRow; request: LetterReplayRequest },
): Promise<string> {
  const [row] = await tx
    .insert(replays)
    .values({
      tenantId: actor.tenantId,
      state: "running",
      total: 1,
      started: 1,
      ratePerSecond: 5,
      dryRun: false,
      reason: request.reason,
      actor: actor.name,
      selection: { ids: [letter.id], version: request.version },
    })
    .returning({ id: replays.id });
  if (!row) throw new Error("the new replay was not returned");
  return row.id;
}

async function insertDelivery(
  tx: Tx,
  letter: LetterRow,
  run: { event: ReplayedEvent; replayId: string; pinnedVersion: number | null },
): Promise<string> {
  const [row] = await tx
    .insert(deliveries)
    .values({
      tenantId: letter.tenantId,
      eventId: run.event.id,
      eventType: letter.eventType,
      eventSeq: run.event.seq,
      subscriptionId: letter.subscriptionId,
      scriptId: letter.scriptId,
      state: "ready",
      priority: letter.priority,
      maxAttempts: letter.maxAttempts,
      orderingKey: run.event.orderingKey,
      dataBytes: run.event.dataBytes,
      idempotencyKey: letter.idempotencyKey,
      deadLetterId: letter.id,
      replayId: run.replayId,
      pinnedVersion: run.pinnedVersion,
    })
    .returning({ id: deliveries.id });
  if (!row) throw new Error("the new delivery was not returned");
  return row.id;
}

async function auditReplay(
  tx: Tx,
  actor: Actor,
  {
    request,
    replayId,
    edited,
  }: { request: LetterReplayRequest; replayId: string; edited: boolean },
): Promise<void> {
  const { id, reason, version } = request;
  const details = { reason, version, edited, replayId };
  await appendAudit(tx, actor, {
    action: "dead_letter.replay",
    target: `dead letter ${id}`,
    details,
  });
}
