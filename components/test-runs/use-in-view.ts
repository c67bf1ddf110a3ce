"use client";
import { useEffect, useRef } from "react";

/** Whatever is new comes into view, and nothing moves where it is already, or for nothing (false). */
export function useInView<Box extends HTMLElement>(news: unknown) {
  const box = useRef<Box>(null);
  useEffect(() => {
    if (news !== false) box.current?.scrollIntoView({ block: "nearest" });
  }, [news]);
  return box;
}
