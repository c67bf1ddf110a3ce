// A warm welcome, but only where there is somebody to greet. Without a provider for text messages they stay in the outbox;
// a counter in the cache keeps demo streams below what a tenant may send in a day.
const client = sdk.events.current();

async function welcome({ name, phone, email }) {
  await sdk.events.emit("crm.welcome.queued", { clientId: client.id, to: email });
  const sentToday = await sdk.cache.increment("welcome messages", 1, { ttlSeconds: 86_400 });
  if (sentToday <= 10) {
    await sdk.sms.send({ to: phone.replace(/[^+\d]/g, ""), message: `Welcome to Acme, ${name}!` });
  }
  sdk.log.info(`welcome, ${name}`, { sentToday });
}

if (client.contact === null) sdk.log.warn("nobody to welcome", { clientId: client.id });
else await welcome(client.contact);
