import type { ReactNode } from "react";
import { mustExist } from "#app/_server/must-exist.ts";
import { hasEvent } from "#db/repositories/events-read.ts";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function EventLayout({ params, children }: Props) {
  await mustExist(params, hasEvent);
  return children;
}
