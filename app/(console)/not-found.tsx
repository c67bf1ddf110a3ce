import { NotHere } from "#components/ui/not-here.tsx";

export default function ConsoleNotFound() {
  return (
    <NotHere
      icon="search"
      title="There is nothing here"
      all={{ href: "/", label: "Go to the overview" }}
    />
  );
}
