// Subscribed to *: one line for whatever happens, last of all (priority 1000).
const payload = sdk.events.current();
const { type, hop } = sdk.events.context();

sdk.log.info(type, {
  repository: payload.repository?.full_name ?? null,
  sender: payload.sender?.login ?? null,
  emitted: hop > 0,
});
