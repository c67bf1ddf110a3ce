// V8 as the judge of what an expression means: an isolate whose prototypes are stripped, so that
// only own properties of JSON and the filter's methods are left, and plain `?.` reads them.

import ivm from "isolated-vm";
import type { FilterEnvelope } from "../filter-envelope.ts";

export type Oracle = {
  /** Describes the value of an expression in V8 form, as describeValue does. */
  evaluate(v8Form: string, dataJson: string): string;
  dispose(): void;
};

/** Tells all JSON values, undefined, NaN and -0 apart. Its source also runs inside the isolate. */
export function describeValue(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return `${typeof value} ${JSON.stringify(value)}`;
}

const strippedRealm = `
  const { hasOwn } = Object;
  const { join } = Array.prototype;
  const { apply, ownKeys, deleteProperty, defineProperty } = Reflect;
  const { isArray } = Array;
  const { parse } = JSON;
  const make = Function;
  const OWN_KEY = (key, object) =>
    typeof object === "object" && object !== null && hasOwn(object, key);
  const strip = (prototype, keep) => {
    for (const key of ownKeys(prototype)) {
      if (typeof key === "string" && !keep.includes(key)) deleteProperty(prototype, key);
    }
  };
  strip(Number.prototype, []);
  strip(Boolean.prototype, []);
  strip(String.prototype,
    ["includes", "startsWith", "endsWith", "toLowerCase", "toUpperCase", "trim", "length"]);
  defineProperty(Object.prototype, Symbol.toPrimitive, {
    value() { return isArray(this) ? apply(join, this, []) : "[object Object]"; },
  });
  strip(Array.prototype, ["includes", "length"]);
  strip(Object.prototype, []);
`;

export function openOracle(event: FilterEnvelope): Oracle {
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  const context = isolate.createContextSync();
  const evaluate = context.evalSync(
    `(() => {
      ${strippedRealm}
      ${describeValue.toString()}
      const event = parse(${JSON.stringify(JSON.stringify(event))});
      return (code, data) =>
        describeValue(make("$", "event", "OWN_KEY", "return " + code)(parse(data), event, OWN_KEY));
    })()`,
    { reference: true },
  );
  return {
    evaluate: (v8Form, dataJson) => String(evaluate.applySync(undefined, [v8Form, dataJson])),
    dispose: () => isolate.dispose(),
  };
}
