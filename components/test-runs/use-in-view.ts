"use client";
import { useEffect, useRef } from "react";

/** Whatever is new comes into view, and nothing moves where it is already. */
export function useInView<Box extends HTMLElement>(news: unknown) {
  const box = useRef<Box>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: this is what brings it into view.
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [news]);
  return box;
}
