import { NotHere } from "#components/ui/not-here.tsx";

export default function EventNotFound() {
  return (
    <NotHere
      icon="inbox"
      title="There is no such event"
      all={{ href: "/events", label: "Show all events" }}
    />
  );
}
