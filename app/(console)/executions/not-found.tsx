import { NotHere } from "#components/ui/not-here.tsx";

export default function ExecutionNotFound() {
  return (
    <NotHere
      icon="activity"
      title="There is no such execution"
      all={{ href: "/executions", label: "Show all executions" }}
    />
  );
}
