// One row of bars, a minute each. Pure SVG: colour, pattern and place in the bar say the same thing.
import type { PointerEvent } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { formatCount } from "#components/ui/format.ts";
import {
  chartWords,
  countWords,
  type MinuteCounts,
  minuteOf,
  partsOf,
  topOf,
} from "./minute-bars.ts";

/** `plain` fills, `striped` is told apart without its colour, too. */
export type Series = { word: string; fill: string; look: "plain" | "striped" };

type MinuteChartProps = {
  id: string;
  title: string;
  /** Lowest part first, as the counts are. */
  series: readonly Series[];
  minutes: readonly MinuteCounts[];
  /** The minute that is pointed at, in every chart of the page. */
  pointed: number | null;
  onPoint: (index: number | null) => void;
};

const height = 88;

export function MinuteChart({ id, title, series, minutes, pointed, onPoint }: MinuteChartProps) {
  const words = series.map(({ word }) => word);
  const top = topOf(minutes);
  const at = pointed === null ? undefined : minutes[pointed];
  return (
    <figure className="grid min-w-0 gap-1.5">
      <figcaption className="flex h-5 min-w-0 items-center justify-between gap-4 text-xs">
        <span className="font-medium">{title}</span>
        {at ? (
          <span className="truncate text-quiet tabular-nums" aria-hidden="true">
            {minuteOf(at.at)} UTC · {countWords(at.counts, words)}
          </span>
        ) : (
          <Legend series={series} />
        )}
      </figcaption>
      <div className="relative border-line border-y">
        <span
          aria-hidden="true"
          className="absolute top-0.5 left-0 bg-page pr-1 text-faint text-xs tabular-nums"
        >
          {formatCount(top)}
        </span>
        <svg
          role="img"
          aria-label={`${title}. ${chartWords(minutes, words)}`}
          className="block w-full touch-pan-y"
          height={height}
          viewBox={`0 0 ${minutes.length} ${height}`}
          preserveAspectRatio="none"
          onPointerMove={(event) => onPoint(minuteUnder(event, minutes.length))}
          onPointerLeave={() => onPoint(null)}
        >
          <Stripes id={id} series={series} />
          {minutes.map((minute, index) => (
            <Bar
              key={minute.at}
              id={id}
              series={series}
              counts={minute.counts}
              top={top}
              x={index}
              isPointed={index === pointed}
              isRunning={index === minutes.length - 1}
            />
          ))}
        </svg>
      </div>
      <div aria-hidden="true" className="flex justify-between text-faint text-xs">
        <span>1 h ago</span>
        <span>30 min</span>
        <span>now</span>
      </div>
    </figure>
  );
}

function minuteUnder({ currentTarget, clientX }: PointerEvent, count: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)));
}

type BarProps = Pick<MinuteChartProps, "id" | "series"> & {
  counts: readonly number[] | null;
  top: number;
  x: number;
  isPointed: boolean;
  /** The minute has only begun. */
  isRunning: boolean;
};

function Bar({ id, series, counts, top, x, isPointed, isRunning }: BarProps) {
  const parts = counts === null ? [] : partsOf(counts, top, height);
  return (
    <>
      {isPointed || counts === null ? (
        <rect x={x} y={0} width={1} height={height} className="fill-hover" />
      ) : null}
      {parts.map(({ y, height: high }, index) => {
        const part = series[index];
        if (!part || high === 0) return null;
        return (
          <rect
            key={part.word}
            x={x + 0.13}
            y={y}
            width={0.74}
            height={high}
            className={classNames(part.look === "plain" && part.fill, isRunning && "opacity-60")}
            fill={part.look === "striped" ? `url(#${id}-${index})` : undefined}
          />
        );
      })}
    </>
  );
}

/** The picture is drawn out sideways only: lines across keep their thickness. */
function Stripes({ id, series }: Pick<MinuteChartProps, "id" | "series">) {
  return (
    <defs>
      {series.map(({ word, look, fill }, index) =>
        look === "striped" ? (
          <pattern
            key={word}
            id={`${id}-${index}`}
            patternUnits="userSpaceOnUse"
            width="1"
            height="4"
          >
            <rect width="1" height="3" className={fill} />
          </pattern>
        ) : null,
      )}
    </defs>
  );
}

/** What there is only one of needs no key. */
function Legend({ series }: Pick<MinuteChartProps, "series">) {
  if (series.length === 1) return <span className="text-quiet">per minute</span>;
  return (
    <span className="flex items-center gap-3 text-quiet" aria-hidden="true">
      {series.toReversed().map(({ word, fill, look }) => (
        <span key={word} className="inline-flex items-center gap-1">
          <svg width="10" height="11" aria-hidden="true">
            {look === "striped" ? (
              [0, 4, 8].map((y) => <rect key={y} y={y} width="10" height="3" className={fill} />)
            ) : (
              <rect width="10" height="11" className={fill} />
            )}
          </svg>
          {word}
        </span>
      ))}
    </span>
  );
}
