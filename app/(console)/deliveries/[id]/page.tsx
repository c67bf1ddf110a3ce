import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { getDeliveryDetail } from "#db/repositories/delivery-detail.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { DeliveryPageView } from "./delivery-page-view.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readDelivery((await params).id);
  return { title: found.ok ? `Delivery to ${found.value.scriptName ?? "a script"}` : "Delivery" };
}

export default async function DeliveryPage({ params }: Props) {
  const { actor } = await requireSession();
  const found = await readDelivery((await params).id);
  if (!found.ok) {
    return <ErrorState title="The delivery could not be read">{found.failure.detail}</ErrorState>;
  }
  return <DeliveryPageView initial={found.value} canAct={actor.scopes.includes("replay")} />;
}

/** Once for a request: the title asks, too. */
const readDelivery = cache((text: string) => {
  const asked = idParams.safeParse({ id: text });
  if (!asked.success) notFound();
  return readPage("read", async ({ tx, actor, now }) => {
    const found = await getDeliveryDetail(tx, actor, asked.data.id);
    return found.ok ? succeed({ ...found.value, now }) : found;
  });
});
