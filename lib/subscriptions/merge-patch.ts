// JSON merge patch (RFC 7396) of one subscription.

type Json = Record<string, unknown>;

/** `null` removes a member, objects merge, everything else replaces. */
export function mergePatch(target: Json, patch: Json): Json {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isObject(value) ? mergeObject(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}

/** An object of another kind is a new object: nothing of the old kind's members remains. */
function mergeObject(target: unknown, patch: Json): Json {
  const sameKind =
    isObject(target) && (patch["kind"] === undefined || patch["kind"] === target["kind"]);
  return mergePatch(sameKind ? target : {}, patch);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
