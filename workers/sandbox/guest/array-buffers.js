// What a resizable buffer grows by is counted by nobody, so all are of fixed size, whatever the options say.
// Runs in a new isolate before SES, which makes the prototype its own (and leaves a `resize` that always fails).
const Native = ArrayBuffer;
const { prototype } = Native;
function Fixed(length) {
  if (new.target === undefined) throw new TypeError("ArrayBuffer is made with new");
  return Reflect.construct(Native, [length], new.target);
}
delete prototype.resize;
const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(Native);
Object.defineProperty(Fixed, "prototype", { value: prototype, writable: false });
Object.defineProperties(Fixed, own);
Object.defineProperty(prototype, "constructor", {
  value: Fixed,
  writable: true,
  configurable: true,
});
Object.defineProperty(globalThis, "ArrayBuffer", {
  value: Fixed,
  writable: true,
  configurable: true,
});
