// The generator: batches of 100 events over HTTP, four requests at a time, each answered before the next is sent.

export type Load = { url: string; headers: Readonly<Record<string, string>>; events: number };

const batchSize = 100;
const senders = 4;

/** Resolves when every batch is acknowledged; rejects on the first answer that is not 202. */
export async function postAll({ url, headers, events }: Load): Promise<void> {
  let sent = 0;
  const send = async () => {
    while (sent < events) {
      const from = sent;
      sent += batchSize;
      await post(url, headers, batch(from, Math.min(batchSize, events - from)));
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
}

async function post(url: string, headers: Load["headers"], body: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await response.text();
  if (response.status !== 202)
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
}

function batch(from: number, count: number): string {
  const events = Array.from({ length: count }, (_, index) => ({
    type: "bench.payment.created",
    data: {
      id: from + index,
      amount: 1_250.5,
      currency: "EUR",
      customer: { id: "c-17", name: "Ada" },
      lines: [1, 2, 3],
    },
  }));
  return JSON.stringify(events);
}
