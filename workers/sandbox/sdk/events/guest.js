// sdk.events inside the isolate.
// Escaping can double what the host allows; this only keeps monsters from crossing.
const longestCall = ({ payloadBytes }) => 2 * payloadBytes + 65_536;

guest.rooms.events = (kit) => (run) => ({
  current() {
    kit.assertOpen(run);
    return run.dataJson === null ? null : JSON.parse(run.dataJson);
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
});
