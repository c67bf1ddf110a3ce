"use client";
import { useRouter } from "next/navigation";
import { NewScriptForm } from "#components/scripts/new-script.form.tsx";
import type { CreateScript } from "#components/scripts/use-new-script.ts";
import { useToast } from "#components/ui/toast.tsx";

type Props = { eventTypes: readonly string[]; create: CreateScript };

export function NewScript(props: Props) {
  const router = useRouter();
  const toast = useToast();
  const open = (id: string) => {
    toast({ title: "The script is created", description: "Its version 1 is deployed." });
    // Not one step back: the form would create it a second time.
    router.replace(`/scripts/${id}`);
  };
  return <NewScriptForm {...props} onCreated={open} />;
}
