// One id of everything a tenant has, as REST lists it.
import { expect } from "@playwright/test";
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
  // The demo makes its events when it has started.
  const first = async (path: string): Promise<string> => {
    const read = async () => (await api.get(`${path}limit=1`)).items[0]?.id;
    await expect.poll(read, { message: path, timeout: 30_000 }).toBeDefined();
    return read();
  };
  return {
    script: await first("/scripts?"),
    subscription: await first("/subscriptions?"),
    event: await first("/events?"),
    delivery: await first("/deliveries?"),
    execution: await first("/executions?"),
    letter: await first("/dead-letters?state=open&"),
  };
}
