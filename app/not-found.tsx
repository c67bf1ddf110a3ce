import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl px-5 py-12 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">There is no such page</h1>
      <p className="mt-3 text-lg text-quiet">
        <a className="text-link underline underline-offset-4" href="/">
          Back to the start
        </a>
      </p>
    </main>
  );
}
