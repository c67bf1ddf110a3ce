"use client";
// What one execution did through the sdk, call by call. Long lists begin with their first calls.
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatNumber, formatPlural, inNumber } from "#components/ui/format.ts";
import { Section } from "#components/ui/section.tsx";
import { countEffects, readEffects, type ShownEffect } from "./effect-lines.ts";
import { EffectRow } from "./effect-row.tsx";

type EffectListProps = {
  effectsText: string;
  /** More may come. */
  isRunning: boolean;
};

const firstShown = 20;

export function EffectList({ effectsText, isRunning }: EffectListProps) {
  const effects = useMemo(() => readEffects(effectsText), [effectsText]);
  if (effects.length === 0) {
    return (
      <Section title="Effects">
        <p className="text-quiet text-sm">
          {isRunning
            ? "Nothing called through the sdk so far."
            : "This run called nothing through the sdk."}
        </p>
      </Section>
    );
  }
  const { failed, dry, longestMs } = countEffects(effects);
  return (
    <Section
      title={
        <>
          Effects{" "}
          <span className="font-normal text-faint tabular-nums">
            {formatNumber(effects.length)}
          </span>
        </>
      }
      description={describe({ all: effects.length, failed, dry })}
    >
      <EffectRows effects={effects} longestMs={longestMs} />
    </Section>
  );
}

/** Nothing where every call was performed and did what it should. */
function describe({ all, failed, dry }: { all: number; failed: number; dry: number }) {
  const facts = [
    failed === 0 ? null : `${formatPlural(failed, "call")} failed.`,
    dry === 0
      ? null
      : `In this dry run ${dry === all ? "all" : formatNumber(dry)} of them ${inNumber(dry, "was", "were")} recorded and not performed.`,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? null : facts.join(" ");
}

function EffectRows({
  effects,
  longestMs,
}: {
  effects: readonly ShownEffect[];
  longestMs: number;
}) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? effects : effects.slice(0, firstShown);
  const rest = effects.length - shown.length;
  return (
    <div className="@container min-w-0">
      <ol className="min-w-0 rounded-md border border-line bg-sunken py-1 text-xs">
        {shown.map((effect) => (
          <EffectRow key={effect.seq} effect={effect} longestMs={longestMs} />
        ))}
      </ol>
      {rest > 0 ? (
        <div className="pt-2">
          <Button size="sm" icon="chevron-down" onClick={() => setIsWhole(true)}>
            Show {formatPlural(rest, "more call")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
