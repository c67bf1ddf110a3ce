"use client";
// What every part of the console may rely on in the browser of what is around them: live reads, toasts, soft links.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ToastProvider } from "#components/ui/toast.tsx";
import { SoftNavigation } from "./soft-navigation.tsx";

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        {children}
        <SoftNavigation />
      </ToastProvider>
    </QueryClientProvider>
  );
}

/**
 * A page in the background asks nothing; one that comes back asks at once. Without a network it goes on asking, so
 * that it can say that nobody answers.
 */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchIntervalInBackground: false,
        refetchOnWindowFocus: true,
        retry: false,
      },
    },
  });
}
