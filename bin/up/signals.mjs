// The first SIGINT or SIGTERM asks to stop, a second one forces.

/** npm hands a Ctrl-C on although the terminal has sent it to us already: the echo is no second wish. */
const ECHO_MS = 200;

/**
 * @typedef {object} Stop
 * @property {AbortSignal} requested aborted by the first signal
 * @property {AbortSignal} forced aborted by the second
 */

/** @returns {Stop} */
export function listenForStop() {
  const request = new AbortController();
  const force = new AbortController();
  let askedAt = Number.POSITIVE_INFINITY;
  const onSignal = () => {
    if (!request.signal.aborted) {
      askedAt = performance.now();
      request.abort();
    } else if (performance.now() - askedAt > ECHO_MS) {
      force.abort();
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, onSignal);
  return { requested: request.signal, forced: force.signal };
}
