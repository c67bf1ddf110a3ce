// Clients of the demo's ERP: created, later updated. A few were imported without any contact.
import type { DemoEvent } from "./demo-event.ts";
import type { ErpContext } from "./erp-context.ts";

const givenNames = ["Ada", "Emil", "Ines", "Jonas", "Lena", "Mirek", "Nadia", "Otto"] as const;
const familyNames = ["Brandt", "Costa", "Dubois", "Keller", "Moretti", "Novak", "Visser"] as const;
const trades = ["Bakery", "Cycles", "Dental", "Furniture", "Logistics", "Optics"] as const;
const places = ["Basel", "Bergamo", "Ghent", "Graz", "Lyon", "Utrecht"] as const;
const changes = ["address", "contact", "paymentTerms", "segment"] as const;

export function clientCreated(context: ErpContext, n: number): DemoEvent {
  const client = makeClient(context, { n, hasContact: n % 8 !== 7 });
  return context.event("crm.client.created", { ...client, createdAt: context.at() });
}

export function clientUpdated(context: ErpContext, n: number): DemoEvent {
  const client = makeClient(context, { n, hasContact: n % 9 !== 4 });
  const changed = [context.random.pick(changes)];
  return context.event("crm.client.updated", { ...client, changed, updatedAt: context.at() });
}

function makeClient({ random, number }: ErpContext, at: { n: number; hasContact: boolean }) {
  const contactName = `${random.pick(givenNames)} ${random.pick(familyNames)}`;
  const name = `${random.pick(trades)} ${random.pick(places)}`;
  const mailbox = contactName.toLowerCase().replace(" ", ".");
  const host = name.toLowerCase().replace(" ", "-");
  const contact = {
    name: contactName,
    email: `${mailbox}@${host}.example`,
    phone: `+41 ${random.int(20, 79)} 555 ${random.int(10, 99)} ${random.int(10, 99)}`,
  };
  return {
    id: number("CL", at.n),
    name,
    segment: random.pick(["retail", "wholesale", "public"]),
    contact: at.hasContact ? contact : null,
  };
}
