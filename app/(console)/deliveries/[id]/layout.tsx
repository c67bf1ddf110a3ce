import type { ReactNode } from "react";
import { mustExist } from "#app/_server/must-exist.ts";
import { getDelivery } from "#db/repositories/deliveries.ts";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function DeliveryLayout({ params, children }: Props) {
  await mustExist(params, async (tx, actor, id) => (await getDelivery(tx, actor, id)).ok);
  return children;
}
