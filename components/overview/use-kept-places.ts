import { useState } from "react";
import { keepPlaces } from "./keep-places.ts";

/** The items in the order in which they came onto the screen. */
export function useKeptPlaces<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const [shown, setShown] = useState<readonly string[]>([]);
  const kept = keepPlaces(shown, items, keyOf);
  const keys = kept.map(keyOf);
  if (keys.join("\n") !== shown.join("\n")) setShown(keys);
  return kept;
}
