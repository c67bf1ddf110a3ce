// The last hour, minute by minute: what came in, and how what ran ended. Both point at the same minute.
import { useState } from "react";
import type { Minute } from "#lib/overview/overview.ts";
import { MinuteChart, type Series } from "./minute-chart.tsx";

const arrivals: readonly Series[] = [{ word: "events", fill: "fill-slate", look: "plain" }];
/** What failed stands on the ground, where its rise and fall can be compared. */
const outcomes: readonly Series[] = [
  { word: "failed", fill: "fill-red", look: "striped" },
  { word: "succeeded", fill: "fill-green", look: "plain" },
];

export function HourCharts({ minutes }: { minutes: readonly Minute[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const shared = { pointed, onPoint: setPointed };
  return (
    <div className="grid min-w-0 gap-x-8 gap-y-6 lg:grid-cols-2">
      <MinuteChart
        {...shared}
        id="events-in"
        title="Events in"
        series={arrivals}
        minutes={minutes.map(({ at, events }) => ({
          at,
          counts: events === null ? null : [events],
        }))}
      />
      <MinuteChart
        {...shared}
        id="outcomes"
        title="Executions"
        series={outcomes}
        minutes={minutes.map(({ at, succeeded, failed }) => ({
          at,
          counts: succeeded === null || failed === null ? null : [failed, succeeded],
        }))}
      />
    </div>
  );
}
