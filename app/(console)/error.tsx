"use client";
// A page that could not be drawn: says so, offers to try again, and gives the id under which the log knows it.
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ConsoleError({ error, reset }: Props) {
  return (
    <>
      <title>Not available · Scriptbus</title>
      <ErrorState
        title="This page could not be read"
        titleAs="h1"
        requestId={error.digest}
        actions={
          <Button variant="secondary" icon="refresh" onClick={reset}>
            Try again
          </Button>
        }
      >
        The database may be away for a moment. Nothing was changed.
        {error.digest ? " If it stays, give the id below to whoever runs this instance." : null}
      </ErrorState>
    </>
  );
}
