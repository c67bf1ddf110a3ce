import { NotHere } from "#components/ui/not-here.tsx";

export default function ScriptNotFound() {
  return (
    <NotHere
      icon="code"
      title="There is no such script"
      all={{ href: "/scripts", label: "Show all scripts" }}
    />
  );
}
