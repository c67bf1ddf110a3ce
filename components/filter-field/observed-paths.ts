// The paths that the newest events of a type have, as the server saw them: asked once for each type, and again after a
// while. Not knowing them is no fault: then nothing is completed.
import type { ObservedPath } from "#lib/filters/observe-paths.ts";

const keptMs = 30_000;
const most = 8;
const kept = new Map<string, { paths: Promise<readonly ObservedPath[]>; at: number }>();

export function observedPaths(eventType: string): Promise<readonly ObservedPath[]> {
  const known = kept.get(eventType);
  if (known && performance.now() - known.at < keptMs) return known.paths;
  const paths = read(eventType);
  kept.delete(eventType);
  kept.set(eventType, { paths, at: performance.now() });
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return paths;
}

async function read(eventType: string): Promise<readonly ObservedPath[]> {
  if (eventType === "") return [];
  try {
    const address = `/api/live/filters/paths?eventType=${encodeURIComponent(eventType)}`;
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { paths }: { paths: ObservedPath[] } = await response.json();
    return paths;
  } catch {
    kept.delete(eventType);
    return [];
  }
}
