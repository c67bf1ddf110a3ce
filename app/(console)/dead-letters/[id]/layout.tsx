import type { ReactNode } from "react";
import { mustExist } from "#app/_server/must-exist.ts";
import { readLetterRows } from "#db/repositories/listed-letters.ts";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function LetterLayout({ params, children }: Props) {
  await mustExist(
    params,
    async (tx, actor, id) => (await readLetterRows(tx, actor, [id])).length > 0,
  );
  return children;
}
