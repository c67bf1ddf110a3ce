import { DetailSkeleton } from "#components/ui/detail-skeleton.tsx";

export default function ExecutionLoading() {
  return (
    <DetailSkeleton
      back={{ href: "/executions", label: "Executions" }}
      parts={["240px", "160px"]}
    />
  );
}
