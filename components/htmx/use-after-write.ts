// What a dialog or an island has just written should be seen at once, not at the next read.
import { useEffect, useRef } from "react";

/** Calls back after every successful write of a fragment on this page. */
export function useAfterWrite(read: () => void): void {
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    const onChanged = () => latest.current();
    window.addEventListener("scriptbus:changed", onChanged);
    return () => window.removeEventListener("scriptbus:changed", onChanged);
  }, []);
}
