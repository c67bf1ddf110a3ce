// sdk.sms inside the isolate.
guest.rooms.sms = (kit) => (run) => ({
  async send(message) {
    return kit.ask(run, "sms.send", kit.toJson([message]));
  },
});
