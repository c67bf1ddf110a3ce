"use client";
import { type RefObject, useEffect, useRef } from "react";

/**
 * For a row of links that scrolls sideways on a narrow window: the open one (`aria-current`) is brought into sight.
 * `open` says which it is, so that another one is, too.
 */
export function useOpenInSight<Row extends HTMLElement>(open: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is open then.
  useEffect(() => {
    const current = row.current?.querySelector("[aria-current]");
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [open]);
  return row;
}
