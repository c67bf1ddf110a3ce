"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { DeleteScriptButton } from "#components/scripts/delete-script.form.tsx";

type Props = Omit<ComponentProps<typeof DeleteScriptButton>, "onDeleted">;

export function DeleteScript(props: Props) {
  const router = useRouter();
  // Not one step back: the page of a script that is gone would only say so.
  return <DeleteScriptButton {...props} onDeleted={() => router.replace("/scripts")} />;
}
