"use client";
// What every part of the console may rely on in the browser: live reads, toasts, copy buttons, times that age.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Clipboard } from "#components/frame/clipboard.tsx";
import { TickingTimes } from "#components/frame/ticking-times.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { SoftNavigation } from "./soft-navigation.tsx";

export function Providers({ now, children }: { now: string; children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        {children}
        <SoftNavigation />
        <Clipboard />
        <TickingTimes now={now} />
      </ToastProvider>
    </QueryClientProvider>
  );
}

/** A page in the background asks nothing; one that comes back asks at once. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { refetchIntervalInBackground: false, refetchOnWindowFocus: true, retry: false },
    },
  });
}
