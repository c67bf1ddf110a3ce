"use client";
// The owner's login of the tenant's tables: made, made anew, removed. What it opens with is shown once.
import { useState, useTransition } from "react";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Action, callAction } from "#components/ui/call-action.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DataLogin } from "#lib/data/login-url.ts";
import type { Result } from "#lib/shared/failure.ts";
import { LoginOnce } from "./login-once.tsx";

type Seen = { generation: number };

export type OwnerLoginProps = {
  /** `openedAt`: since when it has its password; null where there is none. */
  login: Seen & { openedAt: string | null };
  now: string;
  user: string;
  /** Null for whom may not. */
  acts: { open: Action<Seen, DataLogin>; close: Action<Seen, null> } | null;
  onChanged: () => void;
};

export function OwnerLogin({ login, now, user, acts, onChanged }: OwnerLoginProps) {
  const { asked, ask, made, problem, pending, act } = useLoginActs({ login, acts, onChanged });
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded border border-line px-4 py-3">
        <Standing openedAt={login.openedAt} now={now} user={user} />
        {acts ? (
          <div className="flex flex-wrap gap-2">
            {login.openedAt === null ? (
              <Button icon="key" variant="primary" pending={pending} onClick={() => act("open")}>
                Create login
              </Button>
            ) : (
              <>
                <Button icon="refresh" onClick={() => ask("rotate")}>
                  Rotate
                </Button>
                <Button variant="ghost" icon="trash" onClick={() => ask("remove")}>
                  Remove
                </Button>
              </>
            )}
          </div>
        ) : null}
      </div>
      {problem === null ? null : (
        <Notice tone="danger" role="alert" title="The login was not changed">
          {problem}
        </Notice>
      )}
      {made === null ? null : <LoginOnce login={made} />}
      <AlertDialog
        open={asked !== null}
        onClose={() => ask(null)}
        onConfirm={() => act(asked === "remove" ? "close" : "open")}
        title={asked === "remove" ? "Remove the owner login?" : "Rotate the owner login?"}
        confirm={asked === "remove" ? "Remove login" : "Rotate login"}
        pending={pending}
      >
        <p className="text-sm">
          {asked === "remove"
            ? "Its password stops working and its open sessions end: migrations and producers that use it stop. Tables and events stay, and scripts go on."
            : "The current password stops working and its open sessions end: migrations and producers need the new one. Tables, events and scripts are not touched."}
        </p>
      </AlertDialog>
    </div>
  );
}

type StandingProps = { openedAt: string | null; now: string; user: string };

function Standing({ openedAt, now, user }: StandingProps) {
  if (openedAt === null) {
    return (
      <p className="min-w-0 text-quiet text-sm">
        No login yet. With it an admin’s migrations make tables, and producers write rows.
      </p>
    );
  }
  return (
    <div className="grid min-w-0 gap-1 text-sm">
      <code className="font-mono text-xs [overflow-wrap:anywhere]">{user}</code>
      <p className="text-quiet text-xs">
        Password set <Time at={openedAt} now={now} />; it was shown once.
      </p>
    </div>
  );
}

type Asked = "rotate" | "remove" | null;

function useLoginActs({
  login: { generation },
  acts,
  onChanged,
}: Pick<OwnerLoginProps, "login" | "acts" | "onChanged">) {
  const [asked, ask] = useState<Asked>(null);
  const [made, setMade] = useState<DataLogin | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const finish = (result: Result<DataLogin | null>) => {
    setProblem(result.ok ? null : result.failure.detail);
    if (result.ok) setMade(result.value);
    ask(null);
    onChanged();
  };
  const act = (verb: "open" | "close") =>
    startTransition(async () => {
      if (!acts) return;
      finish(await callAction<Seen, DataLogin | null>(acts[verb], { generation }));
    });
  return { asked, ask, made, problem, pending, act };
}
