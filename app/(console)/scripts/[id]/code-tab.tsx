"use client";
// The Code tab with its addresses: every version has one, and a save leads to the newest.
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { CodeWorkbench } from "#components/scripts/code-workbench.form.tsx";

type Own = "hrefOf" | "compareHref" | "onOpen" | "onSaved";
type Props = Omit<ComponentProps<typeof CodeWorkbench>, Own> & { scriptId: string };

export function CodeTab({ scriptId, ...workbench }: Props) {
  const router = useRouter();
  const place = `/scripts/${scriptId}`;
  const hrefOf = (version: number) => `${place}?version=${version}`;
  return (
    <CodeWorkbench
      {...workbench}
      hrefOf={hrefOf}
      compareHref={(from, to) => `${place}/versions?from=${from}&to=${to}`}
      onOpen={(version) => router.push(hrefOf(version))}
      onSaved={() => {
        // The plain address shows the newest version. What was open before stays one step back.
        if (window.location.search !== "") router.push(place, { scroll: false });
        router.refresh();
      }}
    />
  );
}
