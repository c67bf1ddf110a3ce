// The server's clock, going on from what it last told: for times that are counted by the second.
import { useEffect, useState } from "react";

/** In milliseconds. It moves every second while `isTicking`. */
export function useServerNow(told: string, isTicking: boolean): number {
  const [moment, setMoment] = useState({ told, now: Date.parse(told) });
  const now = moment.told === told ? moment.now : Date.parse(told);
  useEffect(() => {
    if (!isTicking) return;
    const begun = performance.now();
    const timer = setInterval(() => {
      setMoment({ told, now: Date.parse(told) + performance.now() - begun });
    }, 1_000);
    return () => clearInterval(timer);
  }, [told, isTicking]);
  return now;
}
