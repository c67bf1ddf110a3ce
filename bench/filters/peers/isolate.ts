// What the plan began with: a JavaScript engine for each evaluation.

import ivm from "isolated-vm";

/** Null-safe JavaScript over a payload as JSON; all that an evaluation needs is made for it. */
export function evaluateInIsolate(javascript: string, json: string): boolean {
  const isolate = new ivm.Isolate({ memoryLimit: 16 });
  try {
    const context = isolate.createContextSync();
    return Boolean(context.evalSync(`(($) => Boolean(${javascript}))(${json})`));
  } finally {
    isolate.dispose();
  }
}
