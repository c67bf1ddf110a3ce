// sdk.events inside the isolate.
// Escaping can double what the host allows; this only keeps monsters from crossing.
const longestCall = ({ payloadBytes }) => 2 * payloadBytes + 65_536;

const isPlain = (value) =>
  value === null ||
  Array.isArray(value) ||
  Object.prototype.toString.call(value) === "[object Object]";

/** `{ status: undefined }` would become `{}`, which matches every event; so would a Map. */
function refuseGaps(_key, value) {
  const kind = typeof value;
  const isJson =
    kind === "object"
      ? isPlain(value)
      : kind === "string" || kind === "boolean" || (kind === "number" && Number.isFinite(value));
  if (isJson) return value;
  throw new TypeError("a filter that is an object is plain JSON, without undefined or NaN");
}

const filterText = (filter) =>
  typeof filter === "object" && filter !== null && !Array.isArray(filter)
    ? JSON.stringify(filter, refuseGaps)
    : filter;

guest.rooms.events = (kit) => (run) => ({
  current() {
    kit.assertOpen(run);
    return run.payload === null ? null : JSON.parse(run.payload);
  },
  context() {
    kit.assertOpen(run);
    return JSON.parse(run.contextJson);
  },
  async emit(type, data, options) {
    const dataJson = kit.toJson(data === undefined ? null : data);
    if (dataJson === undefined) throw new TypeError("the data of an event is a JSON value");
    const json = kit.toJson([type, dataJson, options ?? {}]);
    if (json.length > longestCall(kit.limits)) {
      throw new RangeError(`the data of an event has at most ${kit.limits.payloadBytes} bytes`);
    }
    return kit.ask(run, "events.emit", json);
  },
  async subscribe(type, filter = null, options = {}) {
    return kit.ask(run, "events.subscribe", kit.toJson([type, filterText(filter), options ?? {}]));
  },
});
