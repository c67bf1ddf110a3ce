import type { Metadata } from "next";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParams } from "../../read-filter.ts";
import { LetterBrowser } from "./letter-browser.tsx";

export const metadata: Metadata = { title: "Dead letters" };

export default function LettersPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Dead letters" />
      <LetterBrowser searchParams={searchParams} />
    </div>
  );
}
