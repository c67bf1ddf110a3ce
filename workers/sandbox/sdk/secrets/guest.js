// sdk.secrets inside the isolate.
guest.rooms.secrets = (kit) => (run) => ({
  async get(name) {
    return kit.ask(run, "secrets.get", kit.toJson([name]));
  },
});
