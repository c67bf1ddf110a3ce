// What was done about a dead letter, by whom, when, why and with what outcome; newest first.

import type { ReactNode } from "react";
import { deliveryLooks } from "#components/deliveries/delivery-badge.tsx";
import { Badge, type BadgeLook } from "#components/ui/badge.tsx";
import { formatActor } from "#components/ui/format.ts";
import { shortId } from "#components/ui/id.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { LetterDiscard, LetterReplaySummary } from "#lib/dead-letters/listed-letter.ts";
import { letterLooks } from "./letter-badge.tsx";
import type { Repair } from "./match-repairs.ts";

type RepairListProps = {
  repairs: readonly Repair[];
  discard: LetterDiscard | null;
  now: string;
};

/** Nothing where nothing was done yet. */
export function RepairList({ repairs, discard, now }: RepairListProps) {
  if (repairs.length === 0 && !discard) return null;
  return (
    <Section title="Repairs">
      <ol className="min-w-0 divide-y divide-line border-line border-y">
        {discard ? (
          <Deed word="Given up" by={discard} look={letterLooks.discarded} now={now} />
        ) : null}
        {repairs.map((repair) => (
          <Deed
            key={repair.replay.id}
            word="Replayed"
            by={repair.replay}
            look={lookOf(repair)}
            now={now}
          >
            <WhereItRan repair={repair} />
          </Deed>
        ))}
      </ol>
    </Section>
  );
}

const outcomeLooks: Record<LetterReplaySummary["outcome"], BadgeLook> = {
  running: letterLooks.replaying,
  succeeded: { tone: "green", icon: "circle-check", word: "Succeeded" },
  failed: { tone: "red", icon: "circle-x", word: "Failed again" },
};

/** A replay that was stopped counts as failed, but nothing failed. */
function lookOf({ replay: { outcome }, lastRun }: Repair): BadgeLook {
  const isStopped = outcome === "failed" && lastRun?.status === "cancelled";
  return isStopped ? deliveryLooks.cancelled : outcomeLooks[outcome];
}

type DeedProps = {
  word: string;
  by: LetterDiscard;
  look: BadgeLook;
  now: string;
  children?: ReactNode;
};

function Deed({ word, by, look: { word: outcome, ...look }, now, children }: DeedProps) {
  return (
    <li className="grid min-w-0 gap-1 py-3 text-sm [overflow-wrap:anywhere]">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Badge {...look} plain>
          {outcome}
        </Badge>
        <span className="min-w-0">
          {word} by <bdi className="font-medium">{formatActor(by.actor)}</bdi>
        </span>
        <Time at={by.createdAt} now={now} className="text-quiet" />
      </div>
      <p className="text-quiet">
        <bdi className="whitespace-pre-wrap">“{by.reason}”</bdi>
      </p>
      {children}
    </li>
  );
}

function WhereItRan({ repair: { deliveryId, lastRun } }: { repair: Repair }) {
  if (!deliveryId) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      <a className={linkClass} href={`/deliveries/${deliveryId}`} title={deliveryId}>
        Delivery <span className="font-mono text-xs">{shortId(deliveryId)}</span>
      </a>
      {lastRun ? (
        <a className={linkClass} href={`/executions/${lastRun.id}`} title={lastRun.id}>
          Execution <span className="font-mono text-xs">{shortId(lastRun.id)}</span>
        </a>
      ) : null}
    </p>
  );
}
