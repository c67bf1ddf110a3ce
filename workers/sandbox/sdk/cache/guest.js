// sdk.cache inside the isolate.
guest.rooms.cache = (kit) => (run) => ({
  async get(key) {
    return kit.ask(run, "cache.get", kit.toJson([key]));
  },
  async set(key, value, options) {
    // In JSON it would become null without a word.
    if (value === undefined) {
      throw new TypeError(
        "sdk.cache.set(key, value, { ttlSeconds }?): value is JSON, which has no undefined",
      );
    }
    await kit.ask(run, "cache.set", kit.toJson([key, value, options]));
  },
  async delete(key) {
    return kit.ask(run, "cache.delete", kit.toJson([key]));
  },
  async increment(key, by, options) {
    return kit.ask(run, "cache.increment", kit.toJson([key, by, options]));
  },
});
