"use client";
// Where nothing of a page could be drawn. Next serves it as a file of the build: it carries no nonce, so no script runs
// in it, and everything on it works without one.
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import "./globals.css";

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>Not available · Scriptbus</title>
        <main className="grid min-h-dvh place-content-center px-4">
          <ErrorState
            title="Scriptbus is not available"
            titleAs="h1"
            actions={
              // biome-ignore lint/a11y/useValidAnchor: the address that is open, with its query
              <a className={buttonClass()} href="">
                <span>Try again</span>
              </a>
            }
          >
            The database may be away for a moment. Events that were accepted are kept, and nothing
            was changed. If it stays, tell whoever runs this instance: the log says what failed.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
