"use client";
// Sends the same again, as a new event, and goes to it.
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { useToast } from "#components/ui/toast.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { sendEventAgain } from "../actions.ts";

const about = "A new event with the same type, subject and payload. Whoever subscribes now reacts.";

export function SendAgainButton({ id }: { id: string }) {
  const router = useRouter();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      const sent = await callAction(sendEventAgain, { id });
      if (!sent.ok) {
        const description = sent.failure.detail;
        return toast({ title: "The event was not sent again", description, tone: "danger" });
      }
      toast({ title: "Sent again", description: "This is the new event, with the same payload." });
      router.push(`/events/${sent.value.id}`);
    });
  return (
    <Tooltip content={about}>
      <Button variant="primary" icon="send" pending={isPending} onClick={send}>
        Send again
      </Button>
    </Tooltip>
  );
}
