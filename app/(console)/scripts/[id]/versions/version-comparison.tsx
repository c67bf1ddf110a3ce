"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { ComparePicker } from "#components/scripts/compare-picker.form.tsx";

type Props = Omit<ComponentProps<typeof ComparePicker>, "onCompare"> & { scriptId: string };

export function VersionComparison({ scriptId, ...picker }: Props) {
  const router = useRouter();
  const compare = (from: number, to: number) =>
    router.push(`/scripts/${scriptId}/versions?from=${from}&to=${to}`, { scroll: false });
  return <ComparePicker {...picker} onCompare={compare} />;
}
