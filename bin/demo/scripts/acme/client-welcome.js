// A warm welcome, but only where there is somebody to greet.
const client = sdk.events.current();

if (client.contact === null) {
  sdk.log.warn("nobody to welcome", { clientId: client.id });
} else {
  await sdk.events.emit("crm.welcome.queued", { clientId: client.id, to: client.contact.email });
  sdk.log.info(`welcome, ${client.contact.name}`);
}
