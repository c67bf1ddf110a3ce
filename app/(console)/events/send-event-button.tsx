"use client";
// "Send an event", and on to what became of it.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SendEventDialog } from "#components/events/send-event.form.tsx";
import { Button } from "#components/ui/button.tsx";
import { sendEvent } from "./actions.ts";

export function SendEventButton({ eventTypes }: { eventTypes: readonly string[] }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon="send" onClick={() => setOpen(true)}>
        Send an event
      </Button>
      <SendEventDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        eventTypes={eventTypes}
        send={sendEvent}
        onSent={({ id }) => {
          setOpen(false);
          router.push(`/events/${id}`);
        }}
      />
    </>
  );
}
