"use client";
// The checklist of a new tenant, tied to the action that makes a key.
import { DemoButton } from "#components/demo/demo-button.tsx";
import { SetupChecklist } from "#components/onboarding/setup-checklist.live.tsx";
import type { SetupSteps } from "#lib/overview/setup-steps.ts";
import type { Scope } from "#lib/tenancy/actor.ts";
import { mayAdminister } from "#lib/tenancy/role.ts";
import { createApiKey } from "./actions.ts";

type SetupProps = { initial: SetupSteps; origin: string; scopes: readonly Scope[] };

export function Setup({ initial, origin, scopes }: SetupProps) {
  const canManage = scopes.includes("manage");
  return (
    <SetupChecklist
      initial={initial}
      canManage={canManage}
      origin={origin}
      createKey={mayAdminister({ scopes }) ? createApiKey : null}
      actions={scopes.includes("events:write") ? <DemoButton /> : null}
    />
  );
}
