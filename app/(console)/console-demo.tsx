"use client";
// Demo events, tied to the tenant that the page was drawn for.
import { DemoRunner } from "#components/demo/demo-runner.tsx";
import { sendDemoEvents } from "./events/actions.ts";

export function ConsoleDemo({ tenantId }: { tenantId: string }) {
  return <DemoRunner send={(batch) => sendDemoEvents({ tenantId, ...batch })} />;
}
