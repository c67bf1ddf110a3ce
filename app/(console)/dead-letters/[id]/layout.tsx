// What is not there is a 404. Only above the skeleton can that still be said: below it the answer has begun.
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readPage } from "#app/_server/page.ts";
import { readLetterRows } from "#db/repositories/listed-letters.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function LetterLayout({ params, children }: Props) {
  const asked = idParams.safeParse(await params);
  if (!asked.success) notFound();
  const { id } = asked.data;
  const found = await readPage("read", async ({ tx, actor }) =>
    succeed(await readLetterRows(tx, actor, [id])),
  );
  if (found.ok && found.value.length === 0) notFound();
  return children;
}
