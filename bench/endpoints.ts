// How long a caller waits for a trivial endpoint: one call after the other, over HTTP, through web, worker, sandbox and
// database. `npm run bench:endpoints`; with BENCH_URL and BENCH_KEY against an instance that runs already.
import { startInstance } from "./instance.ts";

const warmUps = 100;
const calls = 300;

type Target = { url: string; apiKey: string; tenant: string };

const { BENCH_URL: url, BENCH_KEY: apiKey } = process.env;
if (url && apiKey) await report({ url, apiKey, tenant: process.env["BENCH_TENANT"] ?? "acme" });
else await withInstance();

async function withInstance(): Promise<void> {
  const instance = await startInstance();
  try {
    await report({ url: instance.url, apiKey: instance.apiKey, tenant: "acme" });
  } finally {
    await instance.stop();
  }
}

async function report({ url, apiKey, tenant }: Target): Promise<void> {
  const path = `bench-${Date.now()}`;
  await create({ url, apiKey, tenant }, path);
  const address = `${url}/x/${tenant}/${path}`;
  for (let i = 0; i < warmUps; i += 1) await callOnce(address);
  const times: number[] = [];
  for (let i = 0; i < calls; i += 1) times.push(await callOnce(address));
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(share * (calls - 1))] ?? 0).toFixed(2);
  console.log(
    `${calls} sequential calls: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
}

async function create({ url, apiKey }: Target, path: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/scripts`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: path,
      kind: "http_endpoint",
      language: "javascript",
      source: "return { body: { hello: sdk.request.query.name } };",
      path,
      rateLimit: 1_000,
    }),
  });
  if (response.status !== 201) throw new Error(`no endpoint: ${await response.text()}`);
}

/** Milliseconds from the request to the last byte of the answer. */
async function callOnce(address: string): Promise<number> {
  const begunAt = performance.now();
  const response = await fetch(`${address}?name=you`);
  const text = await response.text();
  const ms = performance.now() - begunAt;
  if (text !== '{"hello":"you"}') throw new Error(`${response.status} ${text}`);
  return ms;
}
