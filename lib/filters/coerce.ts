// JavaScript's conversions between JSON values, by the built-in rules alone: an own `toString` or
// `valueOf` in a payload is data and is never called (docs: ECMA-262 §7.1, §7.2.13).

export type Primitive = string | number | boolean | null | undefined;

export function toPrimitive(value: unknown): Primitive {
  if (Array.isArray(value)) return joinText(value);
  if (isObject(value)) return "[object Object]";
  return value as Primitive; // JSON holds nothing else
}

export function toText(value: unknown): string {
  return String(toPrimitive(value));
}

export function toNumber(value: unknown): number {
  return Number(toPrimitive(value));
}

export function looseEquals(left: unknown, right: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: this is the `==` of the filter
  if (isObject(left) === isObject(right)) return left == right;
  return isObject(left) ? equalsPrimitive(left, right) : equalsPrimitive(right, left);
}

function equalsPrimitive(object: unknown, primitive: unknown): boolean {
  if (primitive === null || primitive === undefined) return false;
  // biome-ignore lint/suspicious/noDoubleEquals: this is the `==` of the filter
  return toPrimitive(object) == primitive;
}

function joinText(array: readonly unknown[]): string {
  if (array.some(Array.isArray)) return joinNested(array);
  return array.map(toPrimitive).join();
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

type Frame = { items: readonly unknown[]; next: number };

/** `Array.prototype.join`, with a stack of its own: no depth of nesting can overflow it. */
function joinNested(array: readonly unknown[]): string {
  let text = "";
  const stack: Frame[] = [{ items: array, next: 0 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (frame.next === frame.items.length) {
      stack.pop();
      continue;
    }
    if (frame.next > 0) text += ",";
    const item = frame.items[frame.next++];
    if (Array.isArray(item)) stack.push({ items: item, next: 0 });
    else if (item !== null && item !== undefined) text += toText(item);
  }
  return text;
}
