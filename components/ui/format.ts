// Numbers, sizes, durations and times as people read them. Pure: the same on the server, in fragments and in the client.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** 1,204 */
export function formatNumber(value: number | bigint): string {
  return grouped.format(value);
}

/** 1,204 in full up to 9,999; then 12.3K, 4.56M: for places where only the size matters. */
export function formatCount(value: number): string {
  return Math.abs(value) < 10_000 ? grouped.format(value) : short.format(value);
}

/** "1 event", "1,204 events". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${inNumber(count, one, many)}`;
}

/** The word alone: "event", "events". */
export function inNumber(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A share of 1: 99.8 %, 100 % only when it is all, 0 % only when it is none. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0 && share < 0.001) return "< 0.1 %";
  if (share < 1 && share > 0.999) return "> 99.9 %";
  const percent = share * 100;
  return `${percent < 10 || percent > 99 ? trim(percent.toFixed(1)) : Math.round(percent)} %`;
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** 812 B, 1.4 KiB, 23 MiB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < sizes.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = unit === 0 || value >= 99.95 ? value.toFixed(0) : trim(value.toFixed(1));
  return `${shown} ${sizes[unit]}`;
}

/** 0.02 ms, 0.4 ms, 18 ms, 1.24 s, 12.3 s, 2 min 3 s, 1 h 4 min, 3 d 2 h. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 0.095) return `${trim(ms.toFixed(2))} ms`;
  if (ms < 9.95) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 9.995 * second) return `${trim((ms / second).toFixed(2))} s`;
  if (ms < 59.95 * second) return `${trim((ms / second).toFixed(1))} s`;
  if (ms < hour - second / 2) return inTwo(ms, [minute, "min"], [second, "s"]);
  if (ms < day - minute / 2) return inTwo(ms, [hour, "h"], [minute, "min"]);
  return inTwo(ms, [day, "d"], [hour, "h"]);
}

type Unit = [ms: number, word: string];

function inTwo(ms: number, [big, bigWord]: Unit, [small, smallWord]: Unit): string {
  const whole = Math.round(ms / small) * small;
  const rest = Math.round((whole % big) / small);
  const head = `${formatNumber(Math.floor(whole / big))} ${bigWord}`;
  return rest === 0 ? head : `${head} ${rest} ${smallWord}`;
}

/** How far `at` is from `now`: now, 12 s ago, 3 min ago, 5 h ago, 2 d ago, in 41 s; a date beyond 30 days. */
export function formatRelative(at: Date | string | number, now: Date | string | number): string {
  const distance = new Date(at).getTime() - new Date(now).getTime();
  const far = Math.abs(distance);
  if (!Number.isFinite(far)) return "–";
  if (far < second) return "now";
  if (far >= 30 * day) return formatDate(at);
  const text = inOne(far);
  return distance < 0 ? `${text} ago` : `in ${text}`;
}

function inOne(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

const dateParts = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** 12 Mar 2026, in UTC. */
function formatDate(at: Date | string | number): string {
  return dateParts.format(new Date(at));
}

/** 2026-03-12 14:03:22.123 UTC: exact, sortable, with its zone. */
export function formatInstant(at: Date | string | number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)} UTC`;
}

const keyName = /^api key "(.*)"$/s;

/** Who did something, as the audit log has it: API key “ci”, ada@example.com. */
export function formatActor(name: string): string {
  return name.replace(keyName, "API key “$1”");
}

/** "1.50" → "1.5", "2.0" → "2". */
function trim(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
