import type { ReactNode } from "react";
import { mustExist } from "#app/_server/must-exist.ts";
import { readExecutionRows } from "#db/repositories/listed-executions.ts";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function ExecutionLayout({ params, children }: Props) {
  await mustExist(
    params,
    async (tx, actor, id) => (await readExecutionRows(tx, actor, [id])).length > 0,
  );
  return children;
}
