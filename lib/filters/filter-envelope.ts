// The part of an event's envelope that a filter may read, as `event`.

export type FilterEnvelope = {
  type: string;
  source: string;
  subject: string | null;
  /** ISO 8601. */
  time: string;
  hop: number;
  replay: boolean;
};

const fields: Record<keyof FilterEnvelope, true> = {
  type: true,
  source: true,
  subject: true,
  time: true,
  hop: true,
  replay: true,
};

export const envelopeFields: readonly string[] = Object.keys(fields);

export function isEnvelopeField(name: string): name is keyof FilterEnvelope {
  return Object.hasOwn(fields, name);
}
