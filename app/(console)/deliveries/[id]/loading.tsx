import { DeliverySkeleton } from "#components/deliveries/delivery-skeleton.tsx";

export default function DeliveryLoading() {
  return <DeliverySkeleton />;
}
