// The id in the address of a script's pages. What is no id names nothing.
import { notFound } from "next/navigation";
import { idParams } from "#lib/shared/schemas.ts";

export type ScriptParams = { params: Promise<{ id: string }> };

export async function readScriptId({ params }: ScriptParams): Promise<string> {
  const read = idParams.safeParse(await params);
  return read.success ? read.data.id : notFound();
}
