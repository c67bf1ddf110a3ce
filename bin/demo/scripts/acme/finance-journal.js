// Subscribed to finance.*: every event of the department, its own scripts' included, whatever comes later.
const { id, type, source, hop, correlationId } = sdk.events.context();

sdk.log.debug(type, { id, source, hop, correlationId });
