"use client";
// Which two versions to compare. The choice stands in the address; without JavaScript this is a plain form.
import type { FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Select } from "#components/ui/select.tsx";

type ComparePickerProps = {
  /** Newest first; at least two. */
  versions: readonly number[];
  deployed: number;
  from: number | null;
  to: number | null;
  onCompare: (from: number, to: number) => void;
};

export function ComparePicker({ versions, deployed, from, to, onCompare }: ComparePickerProps) {
  const [newest = 1, before = newest] = versions;
  const options = versions.map((version) => ({
    value: String(version),
    label: version === deployed ? `v${version}, deployed` : `v${version}`,
  }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    onCompare(Number(fields.get("from")), Number(fields.get("to")));
  };
  return (
    <form
      onSubmit={submit}
      aria-label="Compare two versions"
      className="flex min-w-0 max-w-md items-center gap-2"
    >
      <Select
        size="sm"
        name="from"
        aria-label="From version"
        options={options}
        defaultValue={String(from ?? (deployed === newest ? before : deployed))}
      />
      <Icon name="arrow-right" size={14} className="shrink-0 text-faint" />
      <Select
        size="sm"
        name="to"
        aria-label="To version"
        options={options}
        defaultValue={String(to ?? newest)}
      />
      <Button type="submit" size="sm" icon="compare">
        Compare
      </Button>
    </form>
  );
}
