// The id in the address of a script's pages. What is no id names nothing.
import { notFound } from "next/navigation";
import { idSchema } from "#lib/shared/schemas.ts";

export type ScriptParams = { params: Promise<{ id: string }> };

export async function readScriptId({ params }: ScriptParams): Promise<string> {
  const { id } = await params;
  return isScriptId(id) ? id : notFound();
}

export function isScriptId(text: string): boolean {
  return idSchema.safeParse(text).success;
}
