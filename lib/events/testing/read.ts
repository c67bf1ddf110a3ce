// Requests for the tests of the door, and short words for what it makes of them.
import type { IncomingEvent } from "#lib/events/event-input.ts";
import { readRequest } from "#lib/events/read-request.ts";
import { failureCodes, type Result } from "#lib/shared/failure.ts";

export const payloadBytes = 256 * 1024;

export const plain = { "content-type": "application/json" };
export const structured = { "content-type": "application/cloudevents+json" };
export const batch = { "content-type": "application/cloudevents-batch+json" };
export const binary = {
  "content-type": "application/json",
  "ce-specversion": "1.0",
  "ce-type": "a.b",
  "ce-source": "/shop",
  "ce-id": "1",
};

export const cloudEvent = { specversion: "1.0", type: "a.b", source: "/shop", id: "1" };

type Headers = Readonly<Record<string, string | undefined>>;

export function toBody(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** `body` is sent as it is when it is text or bytes, else as JSON. */
export function read(body: unknown, headers: Headers = plain) {
  return readRequest({ headers, body: toBody(body) }, payloadBytes);
}

/** The one event of a request; throws when it is refused. */
export function readOne(body: unknown, headers: Headers = plain): IncomingEvent {
  const request = read(body, headers);
  if (!request.ok) throw new Error(request.failure.detail);
  const [item] = request.value.items;
  if (!item?.ok) throw new Error(item?.failure.detail ?? "no item");
  return item.value;
}

/** 202, or the status with which the request or its only item is refused. */
export function statusOf(body: unknown, headers: Headers = plain): number {
  const request = read(body, headers);
  if (!request.ok) return failureCodes[request.failure.code].status;
  const [item] = request.value.items;
  return item ? itemStatus(item) : 202;
}

export function itemStatus(item: Result<IncomingEvent>): number {
  return item.ok ? 202 : failureCodes[item.failure.code].status;
}

/** Why the request or its first item is refused; "" when it is not. */
export function refusalOf(body: unknown, headers: Headers = plain): string {
  const request = read(body, headers);
  const result = request.ok ? request.value.items[0] : request;
  return result && !result.ok ? result.failure.detail : "";
}
