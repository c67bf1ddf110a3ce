// Tables of what people write in filters by mistake, and what to tell them.

import { envelopeFields } from "./filter-envelope.ts";
import { functions, isFunctionName } from "./functions.ts";
import { methods } from "./methods.ts";
import { nearestName } from "./nearest-name.ts";
import { binaryOperators } from "./operators.ts";

export type Advice = { message: string; hint: string };

const functionNames = Object.keys(functions);
const methodNames = Object.keys(methods);

const useIncludes = "Strings and arrays have `includes`: $.tags.includes('a')";
const useMatches = `Use ${functions.matches.example}`;
const noConversion = "Compare directly: `==` converts as JavaScript does";

/** Calls known from elsewhere. */
const callHints: Readonly<Record<string, string>> = {
  contains: useIncludes,
  has: useIncludes,
  indexOf: useIncludes,
  match: useMatches,
  test: useMatches,
  search: useMatches,
  regex: useMatches,
  toLower: "Use `toLowerCase()`",
  lower: "Use `toLowerCase()`",
  toUpper: "Use `toUpperCase()`",
  upper: "Use `toUpperCase()`",
  length: "Use `.length` without parentheses",
  len: "Use `.length`: $.tags.length",
  defined: `Use ${functions.exists.example}`,
  hasOwnProperty: `Use "key" in $ or ${functions.exists.example}`,
  String: noConversion,
  Number: noConversion,
  Boolean: noConversion,
};

export function functionHint(name: string): string {
  if (Object.hasOwn(methods, name)) return `It is a method: $.name.${name}(…)`;
  const known = lookUp(callHints, name) ?? nearHint(name, functionNames);
  return known ?? `The functions are ${functionNames.join(", ")}`;
}

export function methodHint(name: string): string {
  if (isFunctionName(name)) return `It is a function: ${functions[name].example}`;
  const known = lookUp(callHints, name) ?? nearHint(name, methodNames);
  return known ?? `The methods are ${methodNames.join(", ")}`;
}

function nearHint(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  return near && `Did you mean \`${near}\`?`;
}

export function nameHint(name: string): string {
  if (name === "undefined") return `Use ${functions.exists.example}, or compare with null`;
  if (name.toLowerCase() === "not") return operatorHint(name);
  if (name === "NaN" || name === "Infinity") return "Compare with a number";
  if (isFunctionName(name)) return `It is a function: ${functions[name].example}`;
  const literal = literalFor(name);
  if (literal !== undefined) return `Did you mean \`${literal}\`?`;
  if (/^(?:data|payload|body)$/.test(name)) return "The payload is `$` itself: $.amount";
  return `The payload is \`$\` (\`$.${name}\`), the envelope is \`event\`; put text in quotes`;
}

/** As Python, Ruby and others write them. */
function literalFor(name: string): string | undefined {
  if (/^(?:nil|none|null)$/i.test(name)) return "null";
  return /^(?:true|false)$/i.test(name) ? name.toLowerCase() : undefined;
}

export function fieldHint(name: string): string {
  return nearHint(name, envelopeFields) ?? eventHint;
}

export const eventHint = `Its fields are ${envelopeFields.map((field) => `event.${field}`).join(", ")}; the payload is \`$\``;

/** Operators that JavaScript, SQL or others have and filters have not. */
const operatorHints: Readonly<Record<string, string>> = {
  "=": "`=` assigns; did you mean `==`?",
  "&": "Did you mean `&&`?",
  "|": "Did you mean `||`?",
  "^": "Did you mean `!=`?",
  "~": "Did you mean `!`?",
  "??": "Use `||`, or `exists(x) ? x : y`",
  "=>": "Did you mean `>=`?",
  "=<": "Did you mean `<=`?",
  "<>": "Did you mean `!=`?",
  and: "Did you mean `&&`?",
  or: "Did you mean `||`?",
  not: "Did you mean `!`?",
  is: "Did you mean `==`?",
  like: useMatches,
  matches: useMatches,
  contains: useIncludes,
  includes: useIncludes,
  startswith: "Write it as a call: $.name.startsWith('a')",
  endswith: "Write it as a call: $.name.endsWith('a')",
  typeof: `Use ${functions.exists.example}, or compare the value itself`,
};

export function operatorHint(operator: string): string {
  const known = lookUp(operatorHints, operator.toLowerCase());
  return known ?? `The operators are ${Object.keys(binaryOperators).join(" ")} && || ! ?:`;
}

/** JavaScript that parses and is no filter, by acorn's name for it. */
const syntaxAdvice: Readonly<Record<string, Advice>> = {
  ThisExpression: { message: "`this` means nothing in a filter", hint: "The payload is `$`" },
  ObjectExpression: {
    message: "A filter expression holds no objects",
    hint: "Compare its fields one by one: $.a == 1 && $.b == 2",
  },
  FunctionExpression: { message: "A filter holds no functions", hint: "Write an expression" },
  ArrowFunctionExpression: {
    message: "A filter holds no functions",
    hint: "Write an expression; `=>` is a function, `>=` compares",
  },
  ClassExpression: { message: "A filter holds no classes", hint: "Write an expression" },
  TemplateLiteral: { message: "A filter holds no templates", hint: "Use quotes and `+`" },
  TaggedTemplateExpression: { message: "A filter holds no templates", hint: "Use quotes and `+`" },
  NewExpression: { message: "`new` makes objects; a filter makes none", hint: noConversion },
  SequenceExpression: {
    message: "A comma does not join conditions",
    hint: "Use `&&` for and, `||` for or",
  },
  UpdateExpression: { message: "A filter changes nothing", hint: "Use `+ 1` or `- 1`" },
  AwaitExpression: { message: "A filter never waits", hint: "Remove `await`" },
  ImportExpression: { message: "A filter imports nothing", hint: "Remove `import`" },
  MetaProperty: { message: "A filter knows no module", hint: "The payload is `$`" },
  SpreadElement: { message: "`...` spreads; a filter does not", hint: "Use `.includes(…)`" },
};

export function adviceOn(syntax: string): Advice {
  const fallback = {
    message: "This is not part of a filter",
    hint: "Compare values of `$` and `event`",
  };
  return lookUp(syntaxAdvice, syntax) ?? fallback;
}

/** A name in a filter may be `constructor`, which every table seems to have. */
function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
