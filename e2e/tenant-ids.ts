// One id of everything a tenant has, as REST lists it.
import type { Api } from "./api.ts";

export type Ids = {
  script: string;
  subscription: string;
  event: string;
  delivery: string;
  execution: string;
  letter: string;
};

export async function idsOf(api: Api): Promise<Ids> {
  const first = async (path: string) => (await api.get(`${path}limit=1`)).items[0].id as string;
  return {
    script: await first("/scripts?"),
    subscription: await first("/subscriptions?"),
    event: await first("/events?"),
    delivery: await first("/deliveries?"),
    execution: await first("/executions?"),
    letter: await first("/dead-letters?state=open&"),
  };
}
