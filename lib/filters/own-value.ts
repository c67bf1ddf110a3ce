// The one way a filter reads a member: null-safe, own properties only, so that no prototype of the
// host can be seen. On strings and arrays that leaves `length` and the indexes.

type Fields = Readonly<Record<string, unknown>>;

function ownValue(value: unknown, key: string): unknown {
  if (value === null || value === undefined || !Object.hasOwn(value, key)) return undefined;
  return (value as Fields)[key]; // just seen to be there
}

export function ownValueAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = ownValue(found, key);
  return found;
}

/** True of a key that only a JSON object can have, and that no prototype of one has. */
export function isFieldName(key: string): boolean {
  return !(key in Object.prototype || key in Array.prototype || /^\d/.test(key));
}

/** ownValue for a key that isFieldName: half the time, as nothing need be asked of the object. */
export function fieldValue(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Fields)[name] : undefined;
}

export function fieldValueAt(value: unknown, names: readonly string[]): unknown {
  let found = value;
  for (const name of names) found = fieldValue(found, name);
  return found;
}
