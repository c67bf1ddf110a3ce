// A subscription as REST answers it: a filter that was given as a JSON object is one again.
import { type JsonObject, readFilterText } from "#lib/filters/json-form/json-object.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";

type View<Fields> = Omit<Fields, "filter"> & { filter: string | JsonObject | null };

export function viewSubscription<Fields extends { filter: string | null }>(
  subscription: Fields,
): View<Fields> {
  const { filter } = subscription;
  return { ...subscription, filter: filter === null ? null : readFilterText(filter) };
}

export function viewFound<Fields extends { filter: string | null }>(
  found: Result<Fields>,
): Result<View<Fields>> {
  return found.ok ? succeed(viewSubscription(found.value)) : found;
}
