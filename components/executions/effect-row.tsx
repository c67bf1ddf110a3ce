// One call of a run: what, about whom, how it ended, how long it took beside the longest one. All of it is text.
import type { CSSProperties, ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { formatBytes, formatDuration } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import type { ShownEffect } from "./effect-lines.ts";

type EffectRowProps = { effect: ShownEffect; longestMs: number };

const looks = {
  done: { tone: "green", icon: "circle-check", word: "Done" },
  dry: { tone: "slate", icon: "circle-dashed", word: "Recorded, not performed" },
  failed: { tone: "red", icon: "circle-x", word: "Failed" },
} as const;

/** The chevron, the number, the state, what was called, a bar where there is room for it, and how long it took. */
const columns =
  "grid grid-cols-[14px_20px_14px_minmax(0,1fr)_auto] items-baseline gap-x-2 px-3 py-1 leading-5 hover:bg-hover @lg:grid-cols-[14px_20px_14px_minmax(0,1fr)_80px_60px]";

export function EffectRow({ effect, longestMs }: EffectRowProps) {
  const { error } = effect;
  const line = <Line effect={effect} longestMs={longestMs} />;
  const hasMore = effect.result !== null || effect.bytes !== null;
  return (
    <li className="min-w-0">
      {hasMore ? (
        <details className="group/effect min-w-0">
          <summary className={`${columns} list-none`}>
            <Icon
              name="chevron-right"
              size={14}
              className="h-5 self-start text-faint group-open/effect:rotate-90"
            />
            {line}
          </summary>
          <More effect={effect} />
        </details>
      ) : (
        <div className={columns}>
          <span />
          {line}
        </div>
      )}
      {error === null ? null : <Below tone="red">{error}</Below>}
    </li>
  );
}

function Line({ effect, longestMs }: EffectRowProps) {
  const { seq, kind, target, ms, dry, ok } = effect;
  return (
    <>
      <span className="text-right text-faint tabular-nums">{seq}</span>
      <State look={looks[ok ? (dry ? "dry" : "done") : "failed"]} />
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <bdi dir="ltr" className="font-medium font-mono [overflow-wrap:anywhere]">
          {kind}
        </bdi>
        {dry ? (
          <Badge tone="slate" title={looks.dry.word} className="self-center">
            dry
          </Badge>
        ) : null}
        <bdi
          dir="ltr"
          className="min-w-0 font-mono line-clamp-2 text-quiet [overflow-wrap:anywhere] group-open/effect:line-clamp-none"
        >
          {target}
        </bdi>
      </span>
      <Bar share={longestMs === 0 ? 0 : ms / longestMs} />
      <span className="text-right font-mono tabular-nums">{formatDuration(ms)}</span>
    </>
  );
}

function State({ look: { tone, icon, word } }: { look: (typeof looks)[keyof typeof looks] }) {
  return (
    <span
      data-tone={tone}
      className="inline-flex h-5 items-center self-start text-(--tone)"
      title={word}
    >
      <Icon name={icon} size={14} />
      <span className="sr-only">{word}:</span>
    </span>
  );
}

/** Of the longest call; never so short that it is not seen. */
function Bar({ share }: { share: number }) {
  const style = { "--share": `${Math.max(2, share * 100)}%` } as CSSProperties; // React's type knows no custom properties
  return (
    <span aria-hidden="true" className="mt-2 hidden h-1 self-start rounded-sm bg-line @lg:block">
      <span className="block h-full w-(--share) rounded-sm bg-faint" style={style} />
    </span>
  );
}

function More({ effect: { result, bytes } }: Pick<EffectRowProps, "effect">) {
  return (
    <div className="grid min-w-0 gap-2 px-3 pb-2 @lg:pl-21">
      {bytes === null ? null : (
        <p className="text-quiet">{formatBytes(bytes)} of arguments and answer</p>
      )}
      {result === null ? (
        <p className="text-quiet">It answered nothing.</p>
      ) : (
        <JsonViewer text={result} label="Result of this call" open={1} className="bg-page" />
      )}
    </div>
  );
}

function Below({ tone, children }: { tone: "red"; children: ReactNode }) {
  return (
    <p
      data-tone={tone}
      className="whitespace-pre-wrap px-3 pb-1 font-mono @lg:pl-21 text-(--tone) [overflow-wrap:anywhere]"
    >
      <bdi dir="ltr">{children}</bdi>
    </p>
  );
}
