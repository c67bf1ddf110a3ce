"use client";
// Ties the view of a dead letter to Next.
import { useRouter } from "next/navigation";
import { type ComponentProps, useCallback } from "react";
import { LetterView } from "#components/dead-letters/letter-view.live.tsx";

export function LetterPageView(view: Omit<ComponentProps<typeof LetterView>, "onMove">) {
  const router = useRouter();
  const refresh = useCallback(() => router.refresh(), [router]);
  return <LetterView {...view} onMove={refresh} />;
}
