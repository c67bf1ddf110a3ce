"use client";
// The filters of a list stand in its address: whatever changes goes there softly, and the first page is shown again.
// Without JavaScript it is a plain GET form.
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { withQuery } from "#lib/shared/with-query.ts";

type FilterFormProps = {
  /** The list's path. */
  path: string;
  /** Filters that no control shows and that stay: an event, a delivery. */
  kept?: Filters;
  children: ReactNode;
};

export function FilterForm({ path, kept = {}, children }: FilterFormProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (form: HTMLFormElement) => {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    startTransition(() => router.push(withQuery(path, Object.fromEntries(fields))));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(event.currentTarget);
  };
  return (
    <form
      action={path}
      method="get"
      className="contents"
      aria-busy={isPending}
      onSubmit={submit}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) go(event.currentTarget);
      }}
    >
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
      {/* With two texts in a form, Enter submits it only where there is a button for that. */}
      <button type="submit" hidden />
    </form>
  );
}
