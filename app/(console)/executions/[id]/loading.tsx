import { ExecutionSkeleton } from "#components/executions/execution-skeleton.tsx";

export default function ExecutionLoading() {
  return <ExecutionSkeleton />;
}
