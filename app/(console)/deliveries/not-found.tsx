import { NotHere } from "#components/ui/not-here.tsx";

export default function DeliveryNotFound() {
  return (
    <NotHere
      icon="layers"
      title="There is no such delivery"
      all={{ href: "/deliveries", label: "Show all deliveries" }}
    />
  );
}
