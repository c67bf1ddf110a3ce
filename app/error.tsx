"use client";
// Where not even the frame of a page can be drawn: who is signed in is not known without the database.
import { Clipboard } from "#components/frame/clipboard.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="grid min-h-dvh place-content-center px-4">
      <title>Not available · Scriptbus</title>
      <ErrorState
        title="Scriptbus is not available"
        titleAs="h1"
        requestId={error.digest}
        actions={
          <Button variant="secondary" icon="refresh" onClick={() => window.location.reload()}>
            Try again
          </Button>
        }
      >
        The database may be away for a moment. Events that were accepted are kept, and nothing was
        changed.
        {error.digest ? " If it stays, give the id below to whoever runs this instance." : null}
      </ErrorState>
      <Clipboard />
    </main>
  );
}
