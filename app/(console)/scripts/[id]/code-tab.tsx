"use client";
// The Code tab with its addresses: every version has one, and a save leads to the newest.
import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { CodeWorkbench } from "#components/scripts/code-workbench.form.tsx";
import type { TestOpening } from "#components/test-runs/use-test-bench.ts";
import { withQuery } from "#lib/shared/with-query.ts";

type Own = "hrefOf" | "compareHref" | "onOpen" | "onSaved" | "onTestOpening";
type Props = Omit<ComponentProps<typeof CodeWorkbench>, Own> & { scriptId: string };

export function CodeTab({ scriptId, ...workbench }: Props) {
  const router = useRouter();
  const [opening, setOpening] = useState(workbench.test.opening);
  const place = `/scripts/${scriptId}`;
  const test = testParam(opening);
  const hrefOf = (version: number) => withQuery(place, { version, test });
  return (
    <CodeWorkbench
      {...workbench}
      hrefOf={hrefOf}
      compareHref={(from, to) => `${place}/versions?from=${from}&to=${to}`}
      onOpen={(version) => router.push(hrefOf(version))}
      onSaved={() => {
        // Without a version the address shows the newest one. What was open before stays one step back.
        const { searchParams } = new URL(window.location.href);
        if (searchParams.has("version")) router.push(withQuery(place, { test }), { scroll: false });
        router.refresh();
      }}
      onTestOpening={(next) => {
        setOpening(next);
        const { pathname, searchParams } = new URL(window.location.href);
        const version = searchParams.get("version") ?? undefined;
        const address = withQuery(pathname, { version, test: testParam(next) });
        window.history.replaceState(null, "", address);
      }}
    />
  );
}

/** `open`, or the event that is chosen. */
function testParam(opening: TestOpening): string | undefined {
  return opening ? (opening.eventId ?? "open") : undefined;
}
