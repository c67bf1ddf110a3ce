// What the clock or the worker changes, read again and again (React Query, GET only). It must not change anything.
import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { fetchLive, LiveError } from "./fetch-live.ts";
import { type LiveState, liveStateOf, nextReadMs, type Setback } from "./live-pace.ts";

type Options<T> = {
  /** What the page was drawn with; a later one from the server wins over what was read before it. */
  initialData: T;
  /** How often; false (also by what was last read) when it will not change any more. */
  everyMs: number | false | ((data: T) => number | false);
  /** The address of the next read, where it depends on what is on the screen. */
  addressNow?: () => string;
};

export type Live<T> = {
  data: T;
  state: LiveState;
  /** Reads at once, whatever is on its way. */
  refresh: () => Promise<void>;
};

/** `key` names what is read; the address completes it. */
export function useLive<T extends object>(
  key: QueryKey,
  address: string,
  { initialData, everyMs, addressNow }: Options<T>,
): Live<T> {
  const client = useQueryClient();
  const paceOf = (data: T) => (typeof everyMs === "function" ? everyMs(data) : everyMs);
  const queryKey = [...key, address];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchLive<T>(addressNow?.() ?? address, signal),
    initialData,
    gcTime: 0,
    enabled: ({ state }) => paceOf(state.data ?? initialData) !== false,
    refetchInterval: ({ state }) => nextReadMs(paceOf(state.data ?? initialData), setbackOf(state)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new page from the server replaces what was read.
  useEffect(() => {
    client.setQueryData(queryKey, initialData);
  }, [client, initialData, address]);
  const data = query.data ?? initialData;
  return {
    data,
    state: liveStateOf(paceOf(data), setbackOf(query)),
    refresh: async () => {
      await query.refetch();
    },
  };
}

type Answers = { error: Error | null; errorUpdatedAt: number; dataUpdatedAt: number };

function setbackOf({ error, errorUpdatedAt, dataUpdatedAt }: Answers): Setback | null {
  if (!error) return null;
  const code = error instanceof LiveError ? (error.problem?.code ?? null) : null;
  return { sinceMs: errorUpdatedAt - dataUpdatedAt, code, detail: error.message };
}
