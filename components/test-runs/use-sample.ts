"use client";
// One event with its payload: a certain one. It never changes, so it is read once.
import { useQuery } from "@tanstack/react-query";
import { fetchLive } from "#components/live/fetch-live.ts";
import type { EventFacts } from "#lib/events/event-story.ts";
import { withQuery } from "#lib/shared/with-query.ts";

export function useSample(asked: { eventId: string } | null) {
  const address = withQuery("/api/live/samples", asked ?? {});
  const { data, error } = useQuery({
    queryKey: ["sample", address],
    queryFn: ({ signal }) => fetchLive<EventFacts>(address, signal),
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { sample: data ?? null, problem: error?.message ?? null };
}

/** The newest of a type, when somebody asks for an example; null when there is none. */
export function readExample(type: string): Promise<EventFacts | null> {
  return fetchLive<EventFacts | null>(withQuery("/api/live/samples", { type }));
}
