// sdk.sleep inside the isolate: the namespace is the function itself.
guest.rooms.sleep = (kit) => (run) => async (ms) => {
  await kit.ask(run, "sleep", kit.toJson([ms]));
};
