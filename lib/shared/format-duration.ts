// How long something took or takes, for a person: 0.4 ms, 18 ms, 1.24 s, 41 s, 3 min 5 s, 2 h 10 min, 3 d 4 h.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export function formatDuration(ms: number): string {
  const time = Math.max(0, ms);
  if (time < 10 && !Number.isInteger(time)) return `${round(time, 1)} ms`;
  if (Math.round(time) < second) return `${Math.round(time)} ms`;
  if (time < 10 * second) return `${round(time / second, 2)} s`;
  if (Math.round(time / second) < 60) return `${round(time / second, time < minute / 2 ? 1 : 0)} s`;
  if (Math.round(time / second) < 3_600) return pair(time, [minute, "min"], [second, "s"]);
  if (Math.round(time / minute) < 1_440) return pair(time, [hour, "h"], [minute, "min"]);
  return pair(time, [day, "d"], [hour, "h"]);
}

type Unit = [ms: number, name: string];

/** Rounded to the smaller unit, which is left out where it is 0. */
function pair(time: number, [large, name]: Unit, [small, smallName]: Unit): string {
  const rounded = Math.round(time / small) * small;
  const rest = Math.round((rounded % large) / small);
  const whole = `${formatWhole(Math.floor(rounded / large))} ${name}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

function formatWhole(value: number): string {
  return value.toLocaleString("en-US");
}

/** Without trailing zeros. */
function round(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
