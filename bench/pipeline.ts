// The whole pipeline against what the machine allows: HTTP batch ingest → route → deliver → sandbox → settled
// execution with one log line, in rounds that alternate with the ceiling's, so that both see the same machine.
import { startCeiling } from "./ceiling/ceiling.ts";
import { type Instance, startInstance } from "./instance.ts";
import { postAll } from "./load.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const events = Number(process.env["BENCH_EVENTS"] ?? 20_000);
const eventType = "bench.payment.created";
const source = `
  const payment = sdk.events.current();
  sdk.log.info("payment seen", { id: payment.id, high: payment.amount > 1000 });
  return { id: payment.id };
`;

const instance = await startInstance();
try {
  await subscribe(instance);
  const ceiling = await startCeiling(instance.serverUrl);
  await measurePipeline(instance, Math.min(2_000, events));
  const results: { pipeline: number; ceiling: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const result = {
      pipeline: await measurePipeline(instance, events),
      ceiling: await ceiling.round(events),
    };
    results.push(result);
    console.log(
      `round ${round}: pipeline ${perSecond(result.pipeline)}, ceiling ${perSecond(result.ceiling)}`,
    );
  }
  await ceiling.stop();
  report(results);
} finally {
  await instance.stop();
}

/** Events per second from the first POST to the last settled execution. */
async function measurePipeline(target: Instance, count: number): Promise<number> {
  const before = await processed(target);
  const start = performance.now();
  await postAll({
    url: `${target.url}/api/v1/events`,
    headers: authorization(target),
    events: count,
  });
  while ((await processed(target)) < before + count)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return count / ((performance.now() - start) / 1_000);
}

/** Settled successes of the benchmark's event type, as the worker counts them. */
async function processed({ metricsUrl }: Instance): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text
    .split("\n")
    .find(
      (row) =>
        row.startsWith(`script_events_processed_total{event_type="${eventType}"`) &&
        row.includes('"succeeded"'),
    );
  return Number(line?.split(" ").at(-1) ?? 0);
}

async function subscribe(target: Instance): Promise<void> {
  const script = await create(target, "scripts", {
    name: `bench-${Date.now()}`,
    kind: "event_handler",
    language: "javascript",
    source,
  });
  await create(target, "subscriptions", { scriptId: script.id, eventType });
}

async function create(target: Instance, noun: string, body: unknown): Promise<{ id: string }> {
  const response = await fetch(`${target.url}/api/v1/${noun}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization(target) },
    body: JSON.stringify(body),
  });
  if (response.status !== 201)
    throw new Error(`POST ${noun}: ${response.status} ${await response.text()}`);
  return await response.json();
}

function authorization({ apiKey }: Instance) {
  return { authorization: `Bearer ${apiKey}` };
}

function report(results: readonly { pipeline: number; ceiling: number }[]): void {
  const pipeline = Math.max(...results.map((result) => result.pipeline));
  const ceiling = Math.max(...results.map((result) => result.ceiling));
  console.log(`\nbest of ${results.length} rounds of ${events} events, 100 a request:`);
  console.log(`  pipeline  ${perSecond(pipeline)}`);
  console.log(
    `  ceiling   ${perSecond(ceiling)}  (same HTTP batches, one table, batched claim and settle)`,
  );
  console.log(`  ratio     ${(pipeline / ceiling).toFixed(2)}  (floor 0.45, aim 0.6)`);
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en")} events/s`;
}
