import { DetailSkeleton } from "#components/ui/detail-skeleton.tsx";

export default function DeliveryLoading() {
  return <DetailSkeleton back={{ href: "/deliveries", label: "Deliveries" }} parts={["160px"]} />;
}
