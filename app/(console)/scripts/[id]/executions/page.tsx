import type { Metadata } from "next";
import { ExecutionBrowser } from "../../../executions/execution-browser.tsx";
import type { SearchParams } from "../../../read-filter.ts";
import { readScriptId, type ScriptParams } from "../script-id.ts";

export const metadata: Metadata = { title: "Executions" };

type Props = ScriptParams & { searchParams: SearchParams };

export default async function ScriptExecutionsPage({ searchParams, ...props }: Props) {
  const scriptId = await readScriptId(props);
  return (
    <ExecutionBrowser
      path={`/scripts/${scriptId}/executions`}
      searchParams={searchParams}
      scriptId={scriptId}
    />
  );
}
