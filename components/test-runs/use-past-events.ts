"use client";
// The newest events of a type that a filter is true for, or the one with an id; read when asked for, and left alone then.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchLive } from "#components/live/fetch-live.ts";
import type { EventListPage, ListedEvent } from "#lib/events/listed-event.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { isId } from "./is-id.ts";
import { useSample } from "./use-sample.ts";

export type PastEvent = Pick<ListedEvent, "id" | "type" | "subject" | "receivedAt">;

export type PastEvents = {
  /** Null while they are read for the first time. */
  events: readonly PastEvent[] | null;
  now: string;
  problem: string | null;
  reload: () => void;
};

const shown = 20;
const typingPauseMs = 300;

/** `type`: "" for any, null while it is not known yet. */
export function usePastEvents({ type, words }: { type: string | null; words: string }): PastEvents {
  const asked = useSettled(words.trim());
  const byId = isId(asked);
  const { sample, problem } = useSample(byId ? { eventId: asked } : null);
  const address = withQuery("/api/live/events", { limit: shown, type: type ?? "", q: asked });
  const { data, error, refetch } = useQuery({
    queryKey: ["past-events", address],
    queryFn: ({ signal }) => fetchLive<EventListPage & { now: string }>(address, signal),
    enabled: !byId && type !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const reload = () => void refetch();
  const now = data?.now ?? new Date().toISOString();
  if (byId) return { events: sample ? [sample] : null, now, problem, reload };
  return { events: data?.items ?? null, now, problem: error?.message ?? null, reload };
}

/** What stands in the field once nobody has typed for a moment. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), typingPauseMs);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}
