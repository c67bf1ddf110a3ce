// The numbers a Prometheus server reads from the worker. Label values are capped, so that no tenant can grow them.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Sql } from "#db/client.ts";
import { countRows } from "#db/repositories/outbox-relay.ts";
import { countDeliveries, countOpenLetters, oldestDueSeconds } from "#db/repositories/upkeep.ts";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";

export type Metrics = {
  observe: (attempts: readonly SettledAttempt[]) => void;
  render: () => Promise<{ contentType: string; text: string }>;
};

const maxLabelPairs = 1_000;
/** Counting reads the whole buffer: a scrape every few milliseconds must not. */
const lookEveryMs = 5_000;
const outboxStates = ["queued", "refused", "quarantined"];

export type MetricsSources = {
  pool: SandboxPool;
  /** The tenants' database. */
  data: Sql;
};

export function createMetrics(sql: Sql, { pool, data }: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const observe = observeAttempts(registry);
  addQueueGauges(registry, sql);
  addOutboxGauge(registry, data);
  addSandboxGauges(registry, pool);
  return {
    observe,
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function observeAttempts(registry: Registry): Metrics["observe"] {
  const registers = [registry];
  const processed = new Counter({
    name: "script_events_processed_total",
    help: "Attempts that ended, by execution status",
    labelNames: ["event_type", "script_id", "status"],
    registers,
  });
  const duration = new Histogram({
    name: "script_event_processing_duration_seconds",
    help: "Time a run took, without its wait in the queue",
    labelNames: ["event_type", "script_id"],
    buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30],
    registers,
  });
  const wait = new Histogram({
    name: "script_event_queue_wait_seconds",
    help: "Time from being due to entering the sandbox",
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300],
    registers,
  });
  const labelsOf = cappedLabels();
  return (attempts) => {
    for (const { delivery, result, queueWaitMs } of attempts) {
      if (result.uncharged) continue;
      const labels = labelsOf(delivery.event.type, delivery.scriptId);
      processed.inc({ ...labels, status: result.outcome });
      duration.observe(labels, result.durationMs / 1_000);
      wait.observe(queueWaitMs / 1_000);
    }
  };
}

/** The first pairs keep their names; every later one counts as `other`. */
function cappedLabels() {
  const known = new Map<string, { event_type: string; script_id: string }>();
  const other = { event_type: "other", script_id: "other" };
  return (eventType: string, scriptId: string) => {
    const key = `${scriptId} ${eventType}`;
    const labels = known.get(key);
    if (labels) return labels;
    if (known.size >= maxLabelPairs) return other;
    const added = { event_type: eventType, script_id: scriptId };
    known.set(key, added);
    return added;
  };
}

function addQueueGauges(registry: Registry, sql: Sql): void {
  const registers = [registry];
  const look = keptFor(lookEveryMs, async () => ({
    states: await countDeliveries(sql),
    oldestSeconds: await oldestDueSeconds(sql),
    openLetters: await countOpenLetters(sql),
  }));
  const byState = new Gauge({
    name: "script_event_queue_deliveries",
    help: "Unfinished deliveries by state",
    labelNames: ["state"],
    registers,
  });
  new Gauge({
    name: "script_event_queue_size",
    help: "Unfinished deliveries",
    registers,
    async collect() {
      const { states: rows } = await look();
      const counts = new Map(rows.map(({ state, count }) => [state, count]));
      for (const [state, { terminal }] of Object.entries(deliveryStates)) {
        if (!terminal) byState.set({ state }, counts.get(state) ?? 0);
      }
      this.set(rows.reduce((sum, { count }) => sum + count, 0));
    },
  });
  new Gauge({
    name: "script_event_queue_oldest_seconds",
    help: "Age of the oldest delivery that could be claimed",
    registers,
    async collect() {
      this.set((await look()).oldestSeconds);
    },
  });
  new Gauge({
    name: "script_dead_letters_open",
    help: "Dead letters nobody has replayed or discarded",
    registers,
    async collect() {
      this.set((await look()).openLetters);
    },
  });
}

/** While the tenants' database is away it has no values; the others are told all the same. */
function addOutboxGauge(registry: Registry, data: Sql): void {
  const look = keptFor(lookEveryMs, () => countRows(data));
  new Gauge({
    name: "script_outbox_rows",
    help: "Rows of the tenants' outbox by state: queued ones wait for the relay, the others are kept for a person",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await look().catch(() => null);
      if (!rows) return;
      for (const state of outboxStates) {
        this.set({ state }, rows.find((row) => row.state === state)?.count ?? 0);
      }
    },
  });
}

/** However often it is asked, the look is taken once in `ms`. */
function keptFor<T>(ms: number, look: () => Promise<T>): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (kept && performance.now() - kept.at < ms) return kept.value;
    kept = { at: performance.now(), value: look() };
    kept.value.catch(() => {
      kept = undefined;
    });
    return kept.value;
  };
}

function addSandboxGauges(registry: Registry, pool: SandboxPool): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("script_sandbox_children", "Sandbox processes", () => pool.stats().children);
  gauge(
    "script_sandbox_busy_children",
    "Sandbox processes inside guest code",
    () => pool.stats().busyChildren,
  );
  gauge(
    "script_sandbox_restarts",
    "Sandbox processes replaced since start",
    () => pool.stats().restarts,
  );
  gauge(
    "script_isolate_cache_hits",
    "Runs that found a warm isolate",
    () => pool.stats().isolateHits,
  );
  gauge(
    "script_isolate_cache_misses",
    "Runs that needed a new isolate",
    () => pool.stats().isolateMisses,
  );
}
